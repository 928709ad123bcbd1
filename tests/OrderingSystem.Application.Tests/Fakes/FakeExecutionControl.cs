using OrderingSystem.Application.Executions;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Keeps what was started. The orders' machine is its own; the name <c>taken</c> is.</summary>
public sealed class FakeExecutionControl : IExecutionControl, IOwnStateMachines
{
    public List<(string StateMachineArn, string? Name, string Input)> Started { get; } = [];

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

    public Task<string?> RedriveAsync(string executionArn, CancellationToken cancellationToken) => Task.FromResult<string?>("Execution is RUNNING and cannot be redriven");

    public Task StopAsync(string executionArn, string error, string cause, CancellationToken cancellationToken) => Task.CompletedTask;
}
