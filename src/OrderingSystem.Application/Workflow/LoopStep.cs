namespace OrderingSystem.Application.Workflow;

/// <summary>What a state machine that works in rounds does next. The names are the words of the state machine.</summary>
public enum LoopAction
{
    /// <summary>The next round, now.</summary>
    GoOn,

    /// <summary>The next round, at <see cref="LoopStep.Until"/>.</summary>
    Wait,

    /// <summary>The carrier is down again: back to the probe.</summary>
    Probe,

    /// <summary>Start the next execution and end: this one's history grows long.</summary>
    HandOver,

    /// <summary>The work is done, or another execution has it.</summary>
    Finish,
}

/// <param name="Until">Set for <see cref="LoopAction.Wait"/>.</param>
/// <param name="Steps">How much this execution has done, for the decision to hand over.</param>
public sealed record LoopStep(LoopAction Action, DateTimeOffset? Until, int Steps)
{
    /// <summary>
    /// A round is nine history events at most (a task, a choice, a wait) and a retry three. So an execution hands over before its history has
    /// 2,000 and what one state's retries may add.
    /// </summary>
    public const int MaxSteps = 200;

    private const int RetriesPerStep = 3;

    /// <param name="steps">What the step before said.</param>
    /// <param name="retries">Tries of the state before this one.</param>
    public static int Count(int steps, int retries) => steps + 1 + (retries / RetriesPerStep);
}
