using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Outages;

/// <summary>One step of one watch.</summary>
/// <param name="Generation">0 for the outage's first watch.</param>
/// <param name="Steps">What the step before said.</param>
/// <param name="Retries">Tries of the state before this one.</param>
public sealed record WatchRequest(string OutageId, int Generation, int Steps, int Retries)
{
    public int StepsAfterwards => LoopStep.Count(Steps, Retries);
}
