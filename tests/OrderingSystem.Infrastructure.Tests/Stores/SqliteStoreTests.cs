using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Contracts;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Infrastructure.Tests.Stores;

public sealed class SqliteOrderStoreTests : OrderStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    protected override IOrderStore Store => field ??= new SqliteOrderStore(_file.Database);

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
