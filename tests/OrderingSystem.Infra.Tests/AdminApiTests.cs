using OrderingSystem.AdminApi.Lambda;
using OrderingSystem.AdminApi.Lambda.Tests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Infrastructure;

namespace OrderingSystem.Infra.Tests;

/// <summary>The admin API's function, sign-in and web app fit each other and the programs.</summary>
public sealed class AdminApiTests(Synthesis synthesis)
{
    [Fact]
    public void Function_Environment_IsWhatTheProgramAndTheAdapterRead()
    {
        var variables = Function().Properties.At("Environment", "Variables")!.AsObject();

        variables.Select(variable => variable.Key).Should().Contain(
            [DeploymentVariables.OrdersTable, DeploymentVariables.CarrierUrl, ApiVariables.Issuer, ApiVariables.ClientIds, ApiVariables.AdapterPort]);
        ((string?)variables["AWS_LWA_READINESS_CHECK_PATH"]).Should().Be("/healthz");
        ((string?)variables["AWS_LWA_INVOKE_MODE"]).Should().Be("buffered");
        Function().Properties.At("Layers").Many().Single().ToJsonString().Should().Contain(":753240598075:layer:LambdaAdapterLayerX86:30");
    }

    [Fact]
    public void Roles_StepFunctions_AllowWhatTheProgramsWereSeenToAskForAndNoMore()
    {
        var programs = synthesis.ResourcesOf("AWS::Lambda::Function").Select(function => (string)function.Properties.At("Handler")!);

        foreach (var program in programs)
        {
            var actions = synthesis.ResourcesOf("AWS::IAM::Policy").Single(policy => policy.Id.StartsWith(program + "Role", StringComparison.Ordinal))
                .Properties.At("PolicyDocument", "Statement").Many().SelectMany(statement => statement.At("Action").Many()).Select(action => (string)action!)
                .Where(action => action.StartsWith("states:", StringComparison.Ordinal));

            actions.Should().BeEquivalentTo(StepFunctionsRights.ByProgram.GetValueOrDefault(program, []).Select(operation => "states:" + operation), "{0} asks for no more", program);
        }
    }

    [Fact]
    public void SignIn_OfTheWebApp_ComesBackToWhereTheAppListens()
    {
        var client = synthesis.ResourcesOf("AWS::Cognito::UserPoolClient").Single().Properties;

        client.At("CallbackURLs").Many().Select(url => (string)url!).Should().Equal("https://orders.example.com/auth/callback");
        client.At("LogoutURLs").Many().Select(url => (string)url!).Should().Equal("https://orders.example.com/");
        synthesis.ResourcesOf("AWS::Cognito::UserPoolGroup").Select(group => (string)group.Properties.At("GroupName")!)
            .Should().BeEquivalentTo(Roles.Admin, Roles.Operator);
        var server = synthesis.ResourcesOf("AWS::Cognito::UserPoolResourceServer").Single().Properties;
        ((string?)server.At("Identifier")).Should().Be(new CognitoOptions().ResourceServer);
        server.At("Scopes").Many().Select(scope => (string)scope.At("ScopeName")!).Should().BeEquivalentTo(Scopes.All);
    }

    /// <summary>An access token of a person has the user name: with e-mail addresses alone that would be a random id, and the audit log would show it.</summary>
    [Fact]
    public void SignIn_People_HaveNames() => synthesis.ResourcesOf("AWS::Cognito::UserPool").Single().Properties
        .At("AliasAttributes").Many().Select(alias => (string)alias!).Should().Equal("email");

    [Fact]
    public void WebConfiguration_Output_IsWhatTheAppReads()
    {
        var output = synthesis.Templates["Web"]["Outputs"]!["ConfigJson"]!["Value"]!;
        var text = string.Concat(output.At("Fn::Join").Many().ElementAt(1).Many().Select(part => part is System.Text.Json.Nodes.JsonValue ? (string)part! : "TOKEN"));

        var config = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        ((string?)config["apiUrl"]).Should().BeEmpty("the API is below the same origin");
        ((string?)config["authority"]).Should().Be("TOKEN");
        ((string?)config["clientId"]).Should().Be("TOKEN");
        ((string?)config["scope"])!.Split(' ').Should().BeEquivalentTo(["openid", "email", .. Scopes.All.Select(scope => "ordering/" + scope)]);
        ((bool)config["features"]!["orders"]!).Should().BeTrue();
        ((bool)config["features"]!["demoClock"]!).Should().BeFalse();
        ((bool)config["features"]!["events"]!).Should().BeFalse("several processes serve, and none knows all changes");
    }

    [Fact]
    public void WebPolicy_IsTheHostsAndReachesCognitoBeside()
    {
        var policy = synthesis.ResourcesOf("AWS::CloudFront::ResponseHeadersPolicy").Single().Properties
            .At("ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy")!;
        var text = string.Concat(policy.At("Fn::Join").Many().ElementAt(1).Many().Select(part => part is System.Text.Json.Nodes.JsonValue ? (string)part! : "TOKEN"));
        var directives = text.Split("; ").ToDictionary(directive => directive.Split(' ')[0], StringComparer.Ordinal);

        foreach (var directive in SecurityHeaders.PagePolicy.Split("; ").Where(directive => !directive.StartsWith("connect-src", StringComparison.Ordinal)))
        {
            directives[directive.Split(' ')[0]].Should().Be(directive);
        }

        directives["connect-src"].Should().Be("connect-src 'self' https://cognito-idp.TOKEN.TOKEN https://TOKEN.auth.TOKEN.amazoncognito.com");
    }

    /// <summary>An error response of a distribution holds for all of its paths: it would turn the API's 403 into the web app's first page.</summary>
    [Fact]
    public void Distribution_ApiErrors_PassThrough()
    {
        var distribution = synthesis.ResourcesOf("AWS::CloudFront::Distribution").Single().Properties.At("DistributionConfig");

        distribution.At("CustomErrorResponses").Should().BeNull();
        distribution.At("DefaultCacheBehavior", "FunctionAssociations").Many().Should().ContainSingle();
        distribution.At("CacheBehaviors").Many().Single().At("FunctionAssociations").Should().BeNull();
    }

    private Templates.Resource Function() => synthesis.ResourcesOf("AWS::Lambda::Function").Single(function => function.Stack == "Api");
}
