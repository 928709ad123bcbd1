namespace OrderingSystem.Conformance.Tests.Cases;

/// <param name="Problem">The first difference; null where the case passes.</param>
internal sealed record CaseResult(ConformanceCase Case, string? Problem);
