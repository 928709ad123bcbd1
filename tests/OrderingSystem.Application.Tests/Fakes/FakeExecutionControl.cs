using OrderingSystem.Application.Executions;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Remembers what was redriven and stopped.</summary>
public sealed class FakeExecutionControl : IExecutionControl
{
    public List<string> Redriven { get; } = [];

    public List<(string Arn, string Cause)> Stopped { get; } = [];

    /// <summary>Why a redrive is declined; null where it is not.</summary>
    public string? Declines { get; set; }

    public Task<string?> RedriveAsync(string executionArn, CancellationToken cancellationToken)
    {
        if (Declines is null)
        {
            Redriven.Add(executionArn);
        }

        return Task.FromResult(Declines);
    }

    public Task StopAsync(string executionArn, string error, string cause, CancellationToken cancellationToken)
    {
        Stopped.Add((executionArn, cause));
        return Task.CompletedTask;
    }
}
