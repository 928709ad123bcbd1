namespace OrderingSystem.Application.Carriers;

public enum CarrierCondition
{
    /// <summary>Nobody has asked it yet.</summary>
    Unknown,
    Answering,
    Down,
}

/// <param name="Since">When it was first seen like this.</param>
/// <param name="SeenAt">When it was last asked.</param>
/// <param name="Reason">Why it counts as down.</param>
public sealed record CarrierSight(CarrierCondition Condition, DateTimeOffset? Since, DateTimeOffset? SeenAt, string? Reason);
