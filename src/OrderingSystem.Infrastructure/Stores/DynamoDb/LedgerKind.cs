namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Which ledger the rows belong to; each is of its own, under the same order.</summary>
public enum LedgerKind
{
    /// <summary>What the orders' executions handed to the channel; kept for good.</summary>
    Notification,

    /// <summary>What the e-mail sender delivered of the messages in its queue: tells a message that the queue brings twice. Rows expire.</summary>
    Delivery,
}
