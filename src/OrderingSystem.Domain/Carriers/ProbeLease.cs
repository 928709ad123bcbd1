namespace OrderingSystem.Domain.Carriers;

/// <summary>The sole right to call a carrier that is down.</summary>
/// <param name="Holder">The execution that probes.</param>
public sealed record ProbeLease(string Holder, DateTimeOffset Until);
