using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>
/// The orders' own state machines and no others, named as their files are: for an account that has more in it. There a machine is called
/// <c>ordering-prod-order</c>, and a right to list all machines could not be narrowed to ours.
/// </summary>
public sealed class ConfiguredStateMachines(IAmazonStepFunctions stepFunctions, IOptions<OrderWorkflowOptions> options) : IStateMachineDirectory
{
    public async Task<IReadOnlyList<StateMachineSummary>> ListAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(OrderWorkflowOptions.Machines.Select(name => DescribeAsync(name, cancellationToken)));

    public Task<string?> FindArnAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(OrderWorkflowOptions.Machines.Contains(name) ? options.Value.ArnOf(name) : null);

    public void Forget(string name)
    {
        // Configured: there is nothing to forget.
    }

    private async Task<StateMachineSummary> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var machine = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeStateMachineAsync(
            new DescribeStateMachineRequest { StateMachineArn = options.Value.ArnOf(name) }, cancellationToken));
        return new StateMachineSummary(name, machine.StateMachineArn, machine.Type.Value, StepFunctionsCalls.RequiredTimeOf(machine.CreationDate));
    }
}
