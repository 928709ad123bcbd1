namespace OrderingSystem.Lambdas.Functions;

/// <param name="Reason">Goes into the order's timeline.</param>
/// <param name="By">Who asked for it; null where the system does it by itself.</param>
public sealed record ClosingRequest(string OrderId, string Reason, string? By = null);
