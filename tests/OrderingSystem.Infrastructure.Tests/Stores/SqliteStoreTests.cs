using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Contracts;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Infrastructure.Tests.Stores;

public sealed class SqliteOrderStoreTests : OrderStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IOrderStore Store => field ??= new SqliteOrderStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteAuditLogTests : AuditLogContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IAuditLog Log => field ??= new SqliteAuditLog(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData("UPDATE audit SET by = 'mallory'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("INSERT OR REPLACE INTO audit SELECT 1, audit_id, at, 'mallory', role, action, target, order_id, reason, outcome, request_id, concludes FROM audit")]
    public async Task Row_ChangedBySql_IsRefusedByTheFileItself(string sql)
    {
        await Log.AppendAsync(new AuditEntry("A-1", DateTimeOffset.UnixEpoch, "ada", "admin", "placeOrder", "/api/orders", null, null, AuditEntry.Succeeded, "r"), default);

        var change = () => _file.Database.WriteAsync(statements => statements.Execute(sql), default);

        (await change.Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>()).WithMessage("*append-only*");
    }
}

public sealed class SqliteOrderListTests : OrderListContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IOrderStore Store => field ??= new SqliteOrderStore(_file.Database);

    protected override IParkedOrderStore ParkedOrders => field ??= new SqliteParkedOrderStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteCustomerStoreTests : CustomerStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override ICustomerStore Store => field ??= new SqliteCustomerStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteNotificationLedgerTests : NotificationLedgerContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override INotificationLedger Ledger => field ??= new SqliteNotificationLedger(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteCarrierGateStoreTests : CarrierGateStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override ICarrierGateStore Store => field ??= new SqliteCarrierGateStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteParkedOrderStoreTests : ParkedOrderStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IParkedOrderStore Store => field ??= new SqliteParkedOrderStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteBulkDecisionStoreTests : BulkDecisionStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IBulkDecisionStore Store => field ??= new SqliteBulkDecisionStore(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

public sealed class SqliteAttentionQueueTests : AttentionQueueContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IOrderStore Orders => field ??= new SqliteOrderStore(_file.Database);

    protected override IAttentionQueue Queue => field ??= new SqliteAttentionQueue(_file.Database);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
