using OrderingSystem.Application.Executions;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Remembers what was started, redriven and stopped. The orders' machine is its own; the name <c>taken</c> is.</summary>
public sealed class FakeExecutionControl : IExecutionControl, IOwnStateMachines
{
    public List<(string StateMachineArn, string? Name, string Input)> Started { get; } = [];

    public List<string> Redriven { get; } = [];

    public List<(string Arn, string Cause)> Stopped { get; } = [];

    /// <summary>Why a redrive is declined; null where it is not.</summary>
    public string? Declines { get; set; }

    public bool Has(string stateMachineArn) => stateMachineArn.EndsWith(":order", StringComparison.Ordinal);

    public Task<StartResult> StartAsync(string stateMachineArn, string? name, string input, CancellationToken cancellationToken)
    {
        if (name == "taken")
        {
            return Task.FromResult<StartResult>(new StartResult.Refused("name", "Execution Already Exists"));
        }

        Started.Add((stateMachineArn, name, input));
        return Task.FromResult<StartResult>(new StartResult.Started(name ?? "made", $"{stateMachineArn.Replace("stateMachine", "execution", StringComparison.Ordinal)}:{name ?? "made"}"));
    }

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
