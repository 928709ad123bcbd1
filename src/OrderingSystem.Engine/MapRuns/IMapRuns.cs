using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>What executions ask of Map runs, each time after the commit that says so.</summary>
internal interface IMapRuns
{
    /// <summary>Carries the run out; nothing where that is under way.</summary>
    /// <param name="execution">As it waits for the run.</param>
    void Start(long parentId, StateMachineRevision revision, Execution execution, StartMapRun command);

    void Cancel(long parentId, long mapRunId);

    /// <summary>An execution of a run has ended.</summary>
    void ChildEnded(StateMachineRevision revision, Execution child);
}
