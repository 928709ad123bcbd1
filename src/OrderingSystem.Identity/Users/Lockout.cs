namespace OrderingSystem.Identity.Users;

/// <summary>
/// After five wrong passwords in a row a name is locked for a minute, and after each further one for twice as long, up to a quarter of an hour: about a hundred
/// guesses a day, while somebody whom a stranger locks out waits fifteen minutes at most.
/// </summary>
internal static class Lockout
{
    public const int FreeAttempts = 5;

    /// <summary>Failures are forgotten after so long without another.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="failures">In a row, this one included; from 1.</param>
    /// <returns>Zero: not locked.</returns>
    public static TimeSpan After(int failures)
    {
        var beyond = failures - FreeAttempts;
        return beyond < 0 ? TimeSpan.Zero
            : beyond >= 4 ? Longest
            : First * Math.Pow(2, beyond);
    }
}
