using Amazon.DynamoDBv2;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Contracts;
using OrderingSystem.Infrastructure.Stores.DynamoDb;

[assembly: AssemblyFixture(typeof(OrderingSystem.Infrastructure.Tests.Stores.DynamoDb.DynaliteServer))]

namespace OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;

public sealed class DynamoDbOrderStoreTests(DynaliteServer server) : OrderStoreContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IOrderStore Store => field ??= new DynamoDbOrderStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbAuditLogTests(DynaliteServer server) : AuditLogContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IAuditLog Log => field ??= new DynamoDbAuditLog(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbOrderListTests(DynaliteServer server) : OrderListContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IOrderStore Store => field ??= new DynamoDbOrderStore(_table.Client, _table.Options);

    protected override IParkedOrderStore ParkedOrders => field ??= new DynamoDbParkedOrderStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbCustomerStoreTests(DynaliteServer server) : CustomerStoreContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override ICustomerStore Store => field ??= new DynamoDbCustomerStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbNotificationLedgerTests(DynaliteServer server) : NotificationLedgerContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override INotificationLedger Ledger => field ??= new DynamoDbNotificationLedger(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbDeliveryLedgerTests(DynaliteServer server) : NotificationLedgerContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override INotificationLedger Ledger => field ??= new DynamoDbNotificationLedger(_table.Client, _table.Options, LedgerKind.Delivery);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbCarrierGateStoreTests(DynaliteServer server) : CarrierGateStoreContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override ICarrierGateStore Store => field ??= new DynamoDbCarrierGateStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbParkedOrderStoreTests(DynaliteServer server) : ParkedOrderStoreContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IParkedOrderStore Store => field ??= new DynamoDbParkedOrderStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbBulkDecisionStoreTests(DynaliteServer server) : BulkDecisionStoreContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IBulkDecisionStore Store => field ??= new DynamoDbBulkDecisionStore(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

public sealed class DynamoDbAttentionQueueTests(DynaliteServer server) : AttentionQueueContract, IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    protected override IOrderStore Orders => field ??= new DynamoDbOrderStore(_table.Client, _table.Options);

    protected override IAttentionQueue Queue => field ??= new DynamoDbAttentionQueue(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();
}

/// <summary>A table of one test.</summary>
internal sealed class TestTable(DynaliteServer server) : IAsyncDisposable
{
    private AmazonDynamoDBClient? _client;

    public AmazonDynamoDBClient Client => _client ??= server.CreateClient();

    public IOptions<DynamoDbStoreOptions> Options { get; private set; } = Microsoft.Extensions.Options.Options.Create(new DynamoDbStoreOptions());

    public async ValueTask CreateAsync() =>
        Options = Microsoft.Extensions.Options.Options.Create(new DynamoDbStoreOptions { TableName = await server.CreateTableAsync() });

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }
}
