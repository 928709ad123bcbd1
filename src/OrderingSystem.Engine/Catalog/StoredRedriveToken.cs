namespace OrderingSystem.Engine.Catalog;

/// <summary>The client token of an execution's last redrive.</summary>
/// <param name="RedriveCount">That the execution has once this redrive is committed: the token is written first.</param>
/// <param name="UsedAt">From then on it counts for 15 minutes.</param>
internal sealed record StoredRedriveToken(string Token, int RedriveCount, DateTimeOffset UsedAt);
