using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Contracts;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryOrderStoreTests : OrderStoreContract
{
    protected override IOrderStore Store { get; } = new InMemoryOrderStore();
}

public sealed class InMemoryCustomerStoreTests : CustomerStoreContract
{
    protected override ICustomerStore Store { get; } = new InMemoryCustomerStore();
}

public sealed class InMemoryNotificationLedgerTests : NotificationLedgerContract
{
    protected override INotificationLedger Ledger { get; } = new InMemoryNotificationLedger();
}
