using System.Globalization;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Tests.Replay;

internal sealed class PredictableTokens : ITaskTokenMint
{
    public static PredictableTokens Instance { get; } = new();

    public TaskToken Mint(string executionArn, long taskId) => new(string.Create(CultureInfo.InvariantCulture, $"token-{taskId}"));
}
