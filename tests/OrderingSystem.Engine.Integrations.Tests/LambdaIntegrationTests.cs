using System.Text;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class LambdaIntegrationTests
{
    private const string Direct = "arn:aws:lambda:us-east-1:123456789012:function:book";
    private const string Invoke = "arn:aws:states:::lambda:invoke";

    private readonly Dictionary<string, LambdaHandler> _functions = new(StringComparer.Ordinal)
    {
        ["book"] = (payload, _) => Task.FromResult(payload.ToArray()),
        ["fails"] = (_, _) => throw new TimeZoneNotFoundException("no zone"),
        ["babbles"] = (_, _) => Task.FromResult(Encoding.UTF8.GetBytes("{")),
    };

    [Theory]
    [InlineData(Direct, true)]
    [InlineData(Direct + ":live", true)]
    [InlineData(Invoke, true)]
    [InlineData(Invoke + ".waitForTaskToken", true)]
    [InlineData("arn:aws:states:::sqs:sendMessage", false)]
    [InlineData("arn:aws:states:us-east-1:123456789012:activity:book", false)]
    public void Handles_Resource_OnlyLambda(string arn, bool handled)
    {
        Integration().Handles(Resource(arn)).Should().Be(handled);
    }

    [Theory]
    [InlineData(Direct)]
    [InlineData(Direct + ":live")]
    public async Task Invoke_FunctionArn_ResultIsTheFunctions(string arn)
    {
        var result = await CallAsync(arn, """{ "a": 1 }""");

        result.Should().Be(ServiceResult.Success(Payload.FromText("""{ "a": 1 }""")));
    }

    [Theory]
    [InlineData("book")]
    [InlineData(Direct)]
    public async Task Invoke_LambdaInvoke_ResultIsWrapped(string functionName)
    {
        var result = await CallAsync(Invoke, $$$"""{ "FunctionName": "{{{functionName}}}", "Payload": { "a": 1 } }""");

        var output = (JsonObject)((ServiceSucceeded)result).Output.Value;
        output["ExecutedVersion"].Should().Be(JsonValue.Of("$LATEST"));
        output["Payload"].Should().Be(JsonValue.Parse("""{"a":1}"""));
        output["StatusCode"].Should().Be(JsonValue.Of(200));
    }

    [Fact]
    public async Task Invoke_FunctionThrows_ErrorIsTheTypeAndCauseItsDescription()
    {
        var result = await CallAsync(Invoke, """{ "FunctionName": "fails" }""");

        var error = ((ServiceFailed)result).Error;
        error.Name.Should().Be("TimeZoneNotFoundException");
        var cause = (JsonObject)JsonValue.Parse(error.Cause!);
        cause["errorMessage"].Should().Be(JsonValue.Of("no zone"));
        cause["errorType"].Should().Be(JsonValue.Of("TimeZoneNotFoundException"));
        cause["stackTrace"].Should().BeOfType<JsonArray>();
    }

    [Fact]
    public async Task Invoke_UnknownFunction_IsResourceNotFound()
    {
        var result = await CallAsync(Invoke, """{ "FunctionName": "nobody" }""");

        ((ServiceFailed)result).Error.Name.Should().Be("Lambda.ResourceNotFoundException");
    }

    [Fact]
    public async Task Invoke_ResultIsNotJson_Fails()
    {
        var result = await CallAsync("arn:aws:lambda:us-east-1:123456789012:function:babbles", "{}");

        ((ServiceFailed)result).Error.Name.Should().Be("Runtime.MarshalError");
    }

    private static TaskResource Resource(string arn) =>
        TaskResource.TryParse(arn, out var resource) ? resource : throw new InvalidOperationException($"'{arn}' is not understood.");

    private LambdaIntegration Integration() => new(new InProcessLambdaInvoker(_functions));

    private Task<ServiceResult> CallAsync(string arn, string parameters)
    {
        var facts = new ExecutionFacts("arn:e", "e", "arn:m", "m", "d", null, default, Payload.EmptyObject, null);
        var task = new StartTask(1, "Book", 0, Resource(arn), Payload.FromText(parameters), null, null, null, null);
        return Integration().InvokeAsync(new ServiceCall(facts, task), CancellationToken.None);
    }
}
