namespace OrderingSystem.EndToEnd.Tests;

/// <summary>Another process has no signal for us: it is asked until it says so.</summary>
internal static class Polling
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }
}
