using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.AdminApi.Tests;

/// <summary>The API on Kestrel at a free port, over fakes of the ports.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Shared.Operator);
    }

    /// <summary>Calls as an Operator, who may do everything.</summary>
    public HttpClient Client { get; }

    public IOrderStore Orders => _app.Services.GetRequiredService<IOrderStore>();

    public InMemoryNotificationLedger Ledger => (InMemoryNotificationLedger)_app.Services.GetRequiredService<INotificationLedger>();

    public FakeOrderWorkflow Workflow => (FakeOrderWorkflow)_app.Services.GetRequiredService<IOrderWorkflow>();

    public FakeExecutionReader Executions => (FakeExecutionReader)_app.Services.GetRequiredService<IExecutionReader>();

    public FakeExecutionControl Control => _app.Services.GetRequiredService<FakeExecutionControl>();

    public FakeCompanionWorkflows Companions => (FakeCompanionWorkflows)_app.Services.GetRequiredService<ICompanionWorkflows>();

    public FakeExecutionOperations Operations => (FakeExecutionOperations)_app.Services.GetRequiredService<IExecutionOperations>();

    public SteppedClock DemoClock => (SteppedClock)_app.Services.GetRequiredService<IDemoClock>();

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints =>
        [.. ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    /// <param name="cognito">Null: tokens are <see cref="TestIssuer"/>'s.</param>
    public static async Task<ApiServer> StartAsync(Action<IServiceCollection>? more = null, Action<CognitoOptions>? cognito = null)
    {
        var clock = new FakeTimeProvider(Samples.Start);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null); // on a busy machine a test is slower than any attacker
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<InMemoryParkedOrderStore>()
            .AddSingleton<IOrderStore>(provider => new InMemoryOrderStore
            {
                IsParked = provider.GetRequiredService<InMemoryParkedOrderStore>().IsParked,
            })
            .AddSingleton<ICustomerStore, InMemoryCustomerStore>()
            .AddSingleton<INotificationLedger, InMemoryNotificationLedger>()
            .AddSingleton<INotificationSender, FakeNotificationSender>()
            .AddSingleton<IOrderWorkflow, FakeOrderWorkflow>()
            .AddSingleton(provider => (IOrderProgressReader)provider.GetRequiredService<IOrderWorkflow>())
            .AddSingleton<ICarrierGateway, FakeCarrier>()
            .AddSingleton<ICarrierGateStore, InMemoryCarrierGateStore>()
            .AddSingleton<IParkedOrderStore>(provider => provider.GetRequiredService<InMemoryParkedOrderStore>())
            .AddSingleton<IBulkDecisionStore, InMemoryBulkDecisionStore>()
            .AddSingleton<IAttentionQueue, InMemoryAttentionQueue>()
            .AddSingleton<IAuditLog, InMemoryAuditLog>()
            .AddSingleton<ICompanionWorkflows, FakeCompanionWorkflows>()
            .AddSingleton<IExecutionOperations, FakeExecutionOperations>()
            .AddSingleton<IDemoClock>(new SteppedClock(clock))
            .AddSingleton<IExecutionReader, FakeExecutionReader>()
            .AddSingleton(provider => (ICallbackTokens)provider.GetRequiredService<IExecutionReader>())
            .AddSingleton<FakeExecutionControl>()
            .AddSingleton<IExecutionControl>(provider => provider.GetRequiredService<FakeExecutionControl>())
            .AddSingleton<IOwnStateMachines>(provider => provider.GetRequiredService<FakeExecutionControl>())
            .AddApplication()
            .AddLiveEvents()
            .AddAdminApi();
        _ = cognito is null
            ? builder.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(TestIssuer.Shared).AddLocalAccessTokens()
            : builder.Services.AddCognitoAccessTokens(cognito);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.MapAdminApi();
        await app.StartAsync();
        await app.Services.GetRequiredService<ICustomerStore>().TryAddAsync(Samples.Ada, default);
        return new ApiServer(app);
    }

    /// <param name="body">Sent as it stands.</param>
    public async Task<ApiAnswer> SendAsync(
        string method, string path, string? body = null, string? key = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location?.ToString(),
            response.Headers.RetryAfter?.ToString(),
            text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public sealed class SteppedClock(FakeTimeProvider clock) : IDemoClock
    {
        public List<DemoTimer> Timers { get; } = [];

        public DateTimeOffset Now => clock.GetUtcNow();

        public string Mode { get; private set; } = "real";

        public Task<DemoMove> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
        {
            clock.Advance(by);
            return Task.FromResult(new DemoMove(Now, [new DemoTimer(Now, new ExecutionKey("order", "woken"))]));
        }

        public bool RunAt(double factor)
        {
            Mode = $"x{factor:0}";
            return true;
        }

        public Task<IReadOnlyList<DemoTimer>> NextTimersAsync(int count, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<DemoTimer>>([.. Timers.Take(count)]);
    }
}

public sealed record ApiAnswer(int Status, string? MediaType, string? Location, string? RetryAfter, JsonNode? Body)
{
    public JsonNode Json => Body ?? throw new InvalidOperationException("The answer has no body.");

    public string? ProblemType => Body?["type"]?.GetValue<string>();

    public IEnumerable<string> ErrorFields => Body?["errors"] is JsonObject errors ? errors.Select(error => error.Key) : [];
}
