namespace OrderingSystem.Application.Invariants;

/// <param name="OrdersChecked">Fewer than there are where <see cref="CheckInvariants.MaxViolations"/> were found before the end.</param>
public sealed record InvariantReport(DateTimeOffset CheckedAt, long OrdersChecked, IReadOnlyList<InvariantViolation> Violations);
