namespace OrderingSystem.Application.Executions;

/// <summary>The state machines that carry orders: their executions are started by what places, cancels, releases and decides, never by hand.</summary>
public interface IOwnStateMachines
{
    bool Has(string stateMachineArn);
}
