namespace OrderingSystem.Infra.Constructs;

/// <summary>What a task's function needs beyond single items of the table. A new task has its line here.</summary>
internal static class TaskFunctions
{
    /// <summary>
    /// How many calls Bob's Post gets at a time, over all environments; what is above it is throttled by Lambda, and the state machine's retrier
    /// comes back. Half of it for polls, so that they never keep bookings waiting.
    /// </summary>
    private const int CarrierConcurrency = 20;

    private static readonly Dictionary<string, TaskNeeds> Needs = new(StringComparer.Ordinal)
    {
        ["RecordOrder"] = new("Writes the order's record."),
        ["LoadCustomer"] = new("Sees that the customer exists."),
        ["BookShipment"] = new("Books with the carrier.") { CallsCarrier = true, ReservedConcurrency = CarrierConcurrency },
        ["CheckShipment"] = new("Asks the carrier whether it has shipped.") { CallsCarrier = true, ReservedConcurrency = CarrierConcurrency / 2 },
        ["NotifyCustomer"] = new("Publishes the notification.") { Publishes = true },
        ["AskOperator"] = new("Stores the task token and alerts operators."),
        ["CancelShipment"] = new("Cancels with the carrier.") { CallsCarrier = true, ReservedConcurrency = CarrierConcurrency / 4 },
        ["RejectOrder"] = new("Closes an order that can never be carried out."),
        ["AwaitCarrier"] = new("Parks the order while the carrier is down, and asks once whether it is.") { CallsCarrier = true, StartsExecutions = true, Parks = true },
        ["ProbeCarrier"] = new("Asks whether the carrier is back.") { CallsCarrier = true, ReservedConcurrency = 1 },
        ["ReleaseOrders"] = new("Releases parked orders, oldest first.") { Lists = true, Parks = true, StartsExecutions = true, SendsTaskResults = true },
        ["DecideBatch"] = new("Carries out a decision for many orders.") { Lists = true, SendsTaskResults = true },
        ["RecordDecision"] = new("Writes an operator's decision on the order's timeline."),
        ["RedriveBatch"] = new("Redrives failed executions.") { RedrivesExecutions = true },
    };

    /// <exception cref="KeyNotFoundException">A definition names a function that has no line here.</exception>
    public static TaskNeeds Of(string function) => Needs[function];
}

internal sealed record TaskNeeds(string Description)
{
    public int? ReservedConcurrency { get; init; }

    /// <summary>May read the carrier's key.</summary>
    public bool CallsCarrier { get; init; }

    public bool Publishes { get; init; }

    public bool Lists { get; init; }

    /// <summary>Starts executions of the machines beside the orders' own.</summary>
    public bool StartsExecutions { get; init; }

    /// <summary>Finds failed executions and lets them go on.</summary>
    public bool RedrivesExecutions { get; init; }

    /// <summary>Keeps the queue of parked executions.</summary>
    public bool Parks { get; init; }

    /// <summary>Redeems task tokens, of the orders' machine and of those that park beside it.</summary>
    public bool SendsTaskResults { get; init; }
}
