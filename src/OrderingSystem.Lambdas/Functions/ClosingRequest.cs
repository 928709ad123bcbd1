namespace OrderingSystem.Lambdas.Functions;

/// <param name="Reason">Goes into the order's timeline.</param>
public sealed record ClosingRequest(string OrderId, string Reason);
