using System.Collections.Immutable;

namespace OrderingSystem.StatesLanguage.ErrorHandling;

internal static class ErrorMatching
{
    /// <param name="name">What the state failed with; null where a worker gave no name.</param>
    /// <param name="heartbeatMissed">A missed heartbeat is reported as States.Timeout, yet a matcher may name it as such.</param>
    public static bool Matches(this ImmutableArray<string> errorEquals, string? name, bool heartbeatMissed)
    {
        foreach (var pattern in errorEquals)
        {
            var matches = pattern switch
            {
                ErrorNames.All => true,
                ErrorNames.TaskFailed => name != ErrorNames.Timeout,
                ErrorNames.HeartbeatTimeout => heartbeatMissed || name == ErrorNames.HeartbeatTimeout,
                _ => pattern == name,
            };
            if (matches)
            {
                return true;
            }
        }

        return false;
    }
}
