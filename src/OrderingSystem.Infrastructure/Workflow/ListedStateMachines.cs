using System.Collections.Concurrent;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>All state machines of the endpoint, by their own names: for an endpoint that is ours alone.</summary>
public sealed class ListedStateMachines(IAmazonStepFunctions stepFunctions) : IStateMachineDirectory
{
    private readonly ConcurrentDictionary<string, string> _arns = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<StateMachineSummary>> ListAsync(CancellationToken cancellationToken)
    {
        List<StateMachineSummary> machines = [];
        string? token = null;
        do
        {
            var page = await StepFunctionsCalls.AskAsync(() => stepFunctions.ListStateMachinesAsync(
                new ListStateMachinesRequest { MaxResults = 1_000, NextToken = token }, cancellationToken));
            machines.AddRange(page.StateMachines.Select(machine => new StateMachineSummary(
                machine.Name, machine.StateMachineArn, machine.Type.Value, StepFunctionsCalls.RequiredTimeOf(machine.CreationDate))));
            token = page.NextToken;
        }
        while (token is not null);
        foreach (var machine in machines)
        {
            _arns[machine.Name] = machine.Arn;
        }

        return machines;
    }

    /// <summary>ARNs do not change; one that is not known yet may have been created since the last list.</summary>
    public async Task<string?> FindArnAsync(string name, CancellationToken cancellationToken)
    {
        if (_arns.TryGetValue(name, out var arn))
        {
            return arn;
        }

        await ListAsync(cancellationToken);
        return _arns.GetValueOrDefault(name);
    }

    public void Forget(string name) => _arns.TryRemove(name, out _);
}
