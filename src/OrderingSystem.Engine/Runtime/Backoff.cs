namespace OrderingSystem.Engine.Runtime;

/// <summary>
/// How long to wait before something that failed for a reason of ours is tried again. It is real time, however fast the engine's clock runs: what
/// passes (memory that is short, a file that is locked) passes by the wall clock.
/// </summary>
internal static class Backoff
{
    /// <summary>So many failures in a row, half a second of them, are taken for lasting.</summary>
    public const int Attempts = 4;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="attempt">That failed, from 1.</param>
    public static TimeSpan After(int attempt)
    {
        var delay = First * Math.Pow(4, Math.Min(attempt - 1, 10));
        return delay < Longest ? delay : Longest;
    }
}
