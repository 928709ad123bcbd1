using System.Diagnostics;
using System.Text.Json.Nodes;
using BobsPost.Simulator;
using OrderingSystem.AdminApi.Tests.Security;
using OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;
using OrderingSystem.Lambdas.Tests.Runtime;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>
/// The whole deployment on loopback: admin API, functions and state machines of our own, with a server in the place of each service that AWS
/// would be there for.
/// </summary>
internal sealed class AwsOnLoopback : IAsyncDisposable
{
    private const string WebClient = "web";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("ordering-aws").FullName;
    private readonly Stack<IAsyncDisposable> _parts = new();
    private SimulatorOptions _carrierOptions = null!;
    private SimulatorServer? _carrier;

    private AwsOnLoopback()
    {
    }

    public AdminApiProcess Api { get; private set; } = null!;

    public StepFunctionsService StepFunctions { get; private set; } = null!;

    public LambdaService Functions { get; private set; } = null!;

    /// <summary>Throws while it is stopped.</summary>
    public SimulatorServer Carrier => _carrier ?? throw new InvalidOperationException("The carrier is stopped.");

    public EmailService Email { get; private set; } = null!;

    public NotificationQueue Notifications { get; private set; } = null!;

    public FakeCognito Cognito { get; } = new();

    /// <summary>What the CDK app gives to every function.</summary>
    public Dictionary<string, string> Variables { get; private set; } = [];

    /// <summary>A person of the group <c>operator</c>, signed in on the web app.</summary>
    public string Operator => Cognito.Token("olga", ["operator"], client: WebClient);

    /// <summary>A person of the group <c>admin</c>.</summary>
    public string Admin => Cognito.Token("ada", ["admin"], client: WebClient);

    /// <param name="dispatchDelay">From booking to shipping.</param>
    /// <param name="program">Null: the admin API as it was built with the tests.</param>
    public static async Task<AwsOnLoopback> StartAsync(
        NativeBootstrap bootstrap, DynaliteServer dynamoDb, QueueServer queues, TimeSpan dispatchDelay, ProcessStartInfo? program = null)
    {
        var aws = new AwsOnLoopback();
        try
        {
            await aws.StartPartsAsync(bootstrap, dynamoDb, queues, dispatchDelay, program);
            return aws;
        }
        catch
        {
            await aws.DisposeAsync();
            throw;
        }
    }

    /// <summary>Nobody listens at the carrier's address: what is sent there surely did not arrive, so no booking is in doubt.</summary>
    public async Task StopCarrierAsync()
    {
        await Carrier.DisposeAsync();
        _carrier = null;
    }

    /// <summary>It listens at the address, and on the books, that it had.</summary>
    public async Task StartCarrierAsync() => _carrier = await SimulatorServer.StartAsync(_carrierOptions, TimeProvider.System, CancellationToken.None);

    /// <summary>Asks as an operator; the answer is a success.</summary>
    public async Task<JsonNode> AskAsync(string method, string path, string? body = null, string? key = null)
    {
        var (status, answer) = await Api.SendAsync(Operator, method, path, body, key);
        status.Should().BeInRange(200, 299, "{0} {1} answered {2}\n{3}", method, path, answer?.ToJsonString(), Api.Log);
        return answer!;
    }

    /// <summary>Places an order for a customer.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> PlaceAsync(string customerId, string key) =>
        (await AskAsync("POST", "/api/orders", $$"""{"customerId":"{{customerId}}","items":[{"description":"Tea","quantity":2}]}""", key))["orderId"]!.GetValue<string>();

    /// <returns>The new customer's id.</returns>
    public async Task<string> AddCustomerAsync(string name, string address = "12 Mill Lane, Otterford")
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["email"] = $"{name.ToLowerInvariant()}@example.com",
            ["phone"] = $"+44 1632 960{100 + (name.Sum(letter => letter) % 900)}",
            ["address"] = address,
        };
        return (await AskAsync("POST", "/api/customers", body.ToJsonString(), "add-" + name))["customerId"]!.GetValue<string>();
    }

    /// <summary>Asks again until the answer is as wanted.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> isWanted)
    {
        using var timeout = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var answer = await AskAsync("GET", path);
            if (isWanted(answer))
            {
                return answer;
            }

            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"{path} still answers {answer.ToJsonString()}\n{await DescribeAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>No program asked for what its role would refuse.</summary>
    public void ShouldHaveKeptToTheirRights() => StepFunctions.Operations.Keys
        .Where(asked => !StepFunctionsRights.ByProgram.GetValueOrDefault(asked.Program, []).Contains(asked.Operation))
        .Should().BeEmpty();

    /// <summary>Where things stand, for a test that waits in vain.</summary>
    private async Task<string> DescribeAsync()
    {
        var lines = new List<string>();
        foreach (var path in new[] { "/api/carrier", "/api/carrier/probes", "/api/carrier/waiting", "/api/executions?limit=5", "/api/executions?stateMachine=carrier-watch&limit=5" })
        {
            lines.Add($"{path}: {(await Api.SendAsync(Operator, "GET", path)).Body?.ToJsonString()}");
        }

        lines.Add(string.Join(", ", Functions.Invocations.Select(entry => $"{entry.Key} {entry.Value}")));
        return string.Join('\n', lines);
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        if (_carrier is not null)
        {
            await _carrier.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartPartsAsync(NativeBootstrap bootstrap, DynaliteServer dynamoDb, QueueServer queues, TimeSpan dispatchDelay, ProcessStartInfo? program)
    {
        var table = await dynamoDb.CreateTableAsync();
        _carrierOptions = new SimulatorOptions
        {
            Url = "http://127.0.0.1:0",
            DataFile = Path.Combine(_folder, "carrier.db"),
            MinDispatchDelay = dispatchDelay,
            MaxDispatchDelay = dispatchDelay,
        };
        await StartCarrierAsync();
        _carrierOptions = _carrierOptions with { Url = Carrier.Url };
        Email = Keep(await EmailService.StartAsync());
        Functions = Keep(await LambdaService.StartAsync(bootstrap));
        StepFunctions = Keep(await StepFunctionsService.StartAsync(Path.Combine(_folder, "engine"), Functions.Url));
        Notifications = Keep(await NotificationQueue.CreateAsync(queues.Url));
        Keep(Cognito);
        await Cognito.StartAsync();
        Variables = new Dictionary<string, string>
        {
            ["STAGE"] = "test",
            ["ORDERS_TABLE"] = table,
            ["CARRIER_URL"] = Carrier.Url,
            ["NOTIFICATION_TOPIC_ARN"] = Notifications.TopicArn,
            ["EMAIL_FROM"] = "orders@example.com",
            ["ORDER_STATE_MACHINE_ARN"] = StepFunctionsService.ArnOf("order"),
            ["CARRIER_WATCH_STATE_MACHINE_ARN"] = StepFunctionsService.ArnOf("carrier-watch"),
            ["CANCEL_ORDER_STATE_MACHINE_ARN"] = StepFunctionsService.ArnOf("cancel-order"),
            ["BULK_DECISION_STATE_MACHINE_ARN"] = StepFunctionsService.ArnOf("bulk-decision"),
            ["BULK_REDRIVE_STATE_MACHINE_ARN"] = StepFunctionsService.ArnOf("bulk-redrive"),
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = StepFunctionsRights.AdminApi,
            ["AWS_SECRET_ACCESS_KEY"] = Deployment.Secret,
            ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.Url,
            ["AWS_ENDPOINT_URL_SFN"] = StepFunctions.Url,
            ["AWS_ENDPOINT_URL_SNS"] = queues.Url,
            ["AWS_ENDPOINT_URL_SESV2"] = Email.Url,
        };
        Functions.Variables = Variables;
        Notifications.DeliverTo(Functions, "SendEmail");
        Api = Keep(await AdminApiProcess.StartAsync(program ?? AdminApiProcess.Built(), new Dictionary<string, string>(Variables)
        {
            ["ORDERING_JWT_ISSUER"] = Cognito.Issuer.AbsoluteUri,
            ["ORDERING_JWT_CLIENT_IDS"] = WebClient,
        }));
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
