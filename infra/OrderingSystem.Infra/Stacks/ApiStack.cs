using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
using Constructs;
using OrderingSystem.Infra.Constructs;
using HttpMethod = Amazon.CDK.AWS.Apigatewayv2.HttpMethod;

namespace OrderingSystem.Infra.Stacks;

/// <summary>The admin API: the ASP.NET Core app behind the Lambda Web Adapter, an HTTP API with Cognito's tokens before it.</summary>
public sealed class ApiStack : Stack
{
    /// <summary>Publishes the adapter's layers; see the README of aws-lambda-web-adapter.</summary>
    private const string WebAdapterAccount = "753240598075";

    internal ApiStack(
        Construct scope,
        DeploymentSettings settings,
        string adminApiFolder,
        IReadOnlyList<StateMachineDefinition> definitions,
        DataStack data,
        IdentityStack identity)
        : base(scope, "Api", StackNames.Props(settings, "api", "The admin API."))
    {
        var environment = new Dictionary<string, string>
        {
            ["STAGE"] = settings.Stage,
            ["ORDERS_TABLE"] = data.OrdersTable.TableName,
            ["CARRIER_URL"] = settings.CarrierUrl,
            ["AWS_LWA_PORT"] = "8080",
            ["AWS_LWA_READINESS_CHECK_PATH"] = "/healthz", // whether the process answers: what it needs says no by itself, as a problem, and not by never starting
            ["AWS_LWA_INVOKE_MODE"] = "buffered", // all that an HTTP API can pass on
            ["ORDERING_JWT_ISSUER"] = identity.UserPool.UserPoolProviderUrl,
            ["ORDERING_JWT_CLIENT_IDS"] = identity.WebClient.UserPoolClientId,
        };
        StateMachineArns.AddTo(environment, this, settings, definitions);
        Function = new NativeFunction(this, "AdminApi", settings, new NativeFunctionProps(
            Code.FromAsset(adminApiFolder), "The admin API.", 29, CarrierSecrets.AddTo(environment, settings))
        {
            MemoryMegabytes = 1024, // just-in-time compilation at the start wants CPU
            Layers =
            [
                LayerVersion.FromLayerVersionArn(
                    this, "WebAdapter", $"arn:{Partition}:lambda:{Region}:{WebAdapterAccount}:layer:LambdaAdapterLayerX86:{settings.WebAdapterVersion}"),
            ],
            Statements =
            [
                Statements.Items(data.OrdersTable),
                Statements.Lists(data.OrdersTable),
                Statements.Parked(data.OrdersTable),
                .. CarrierSecrets.MayRead(settings), // "Ask now" asks the carrier from here
                Statements.Allow(
                    ["states:DescribeStateMachine", "states:ListExecutions", "states:SendTaskFailure", "states:SendTaskSuccess", "states:StartExecution"],
                    [.. definitions.Select(definition => StateMachineArns.Of(this, settings, definition.Name))]),
                Statements.Allow(
                    [
                        "states:DescribeExecution", "states:DescribeStateMachineForExecution", "states:GetExecutionHistory", "states:RedriveExecution",
                        "states:StopExecution",
                    ],
                    [.. definitions.Select(definition => StateMachineArns.ExecutionsOf(this, settings, definition.Name))]),
            ],
        });

        HttpApi = new HttpApi(this, "Http", new HttpApiProps { ApiName = settings.Name("api"), CreateDefaultStage = false });
        var logs = new LogGroup(this, "AccessLogs", new LogGroupProps
        {
            LogGroupName = $"/aws/vendedlogs/apigateway/{settings.Name("api")}",
            Retention = settings.LogRetention,
            RemovalPolicy = settings.DataRemoval,
        });
        _ = new CfnStage(this, "Stage", new CfnStageProps
        {
            ApiId = HttpApi.ApiId,
            StageName = "$default",
            AutoDeploy = true,
            DefaultRouteSettings = new CfnStage.RouteSettingsProperty { ThrottlingBurstLimit = 200, ThrottlingRateLimit = 100, DetailedMetricsEnabled = true },
            AccessLogSettings = new CfnStage.AccessLogSettingsProperty
            {
                DestinationArn = logs.LogGroupArn,
                Format = """{"requestId":"$context.requestId","time":"$context.requestTimeEpoch","route":"$context.routeKey","status":"$context.status","latencyMs":"$context.responseLatency","subject":"$context.authorizer.claims.sub","error":"$context.error.message"}""",
            },
        });
        var issuer = identity.UserPool.UserPoolProviderUrl;
        _ = HttpApi.AddRoutes(new AddRoutesOptions
        {
            Path = "/api/{proxy+}",
            Methods = [HttpMethod.ANY],
            Integration = new HttpLambdaIntegration("AdminApi", Function.Function),
            Authorizer = new HttpJwtAuthorizer("Cognito", issuer, new HttpJwtAuthorizerProps { JwtAudience = [identity.WebClient.UserPoolClientId] }),
        });
    }

    public NativeFunction Function { get; }

    public HttpApi HttpApi { get; }
}
