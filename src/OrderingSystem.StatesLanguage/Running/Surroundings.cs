using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>What an interpreter was given once and for all.</summary>
/// <param name="Region">Shown in <c>TaskScheduled</c> events.</param>
/// <param name="Activities">Null where every activity is taken to exist.</param>
internal sealed record Surroundings(ITaskTokenMint Mint, string Region, IActivityDirectory? Activities)
{
    /// <summary>Set where a state is tested on its own.</summary>
    public StateTestBench? Bench { get; init; }
}
