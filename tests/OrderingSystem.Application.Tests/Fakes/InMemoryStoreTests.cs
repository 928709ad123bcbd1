using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Contracts;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryOrderStoreTests : OrderStoreContract
{
    protected override IOrderStore Store { get; } = new InMemoryOrderStore();
}

public sealed class InMemoryAuditLogTests : AuditLogContract
{
    protected override IAuditLog Log { get; } = new InMemoryAuditLog();
}

public sealed class InMemoryOrderListTests : OrderListContract
{
    private readonly InMemoryParkedOrderStore _parkedOrders = new();

    protected override IParkedOrderStore ParkedOrders => _parkedOrders;

    protected override IOrderStore Store => field ??= new InMemoryOrderStore { IsParked = _parkedOrders.IsParked };
}

public sealed class InMemoryCustomerStoreTests : CustomerStoreContract
{
    protected override ICustomerStore Store { get; } = new InMemoryCustomerStore();
}

public sealed class InMemoryNotificationLedgerTests : NotificationLedgerContract
{
    protected override INotificationLedger Ledger { get; } = new InMemoryNotificationLedger();
}

public sealed class InMemoryCarrierGateStoreTests : CarrierGateStoreContract
{
    protected override ICarrierGateStore Store { get; } = new InMemoryCarrierGateStore();
}

public sealed class InMemoryParkedOrderStoreTests : ParkedOrderStoreContract
{
    protected override IParkedOrderStore Store { get; } = new InMemoryParkedOrderStore();
}

public sealed class InMemoryBulkDecisionStoreTests : BulkDecisionStoreContract
{
    protected override IBulkDecisionStore Store { get; } = new InMemoryBulkDecisionStore();
}

public sealed class InMemoryAttentionQueueTests : AttentionQueueContract
{
    protected override IOrderStore Orders { get; } = new InMemoryOrderStore();

    protected override IAttentionQueue Queue => field ??= new InMemoryAttentionQueue(Orders);
}
