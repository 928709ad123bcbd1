using Microsoft.Extensions.Options;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>The orders' machine and its companions, by configuration.</summary>
public sealed class OwnStateMachines(IOptions<OrderWorkflowOptions> options) : IOwnStateMachines
{
    public bool Has(string stateMachineArn) => OrderWorkflowOptions.Machines.Any(name => options.Value.ArnOf(name) == stateMachineArn);
}
