using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>A state whose work is done by frames below its own: the branches of Parallel, the iterations of Map.</summary>
public abstract record ForkState : State
{
    /// <summary>The states of a child.</summary>
    /// <param name="index">Number of the branch or iteration, from 0.</param>
    internal abstract StateGraph GraphOf(int index);

    /// <summary>The raw input of a child's first state, asked for when its turn has come.</summary>
    internal abstract Payload ChildInput(StateContext context, Frame child);

    /// <summary>Null for branches, which have no events of their own; so the next three.</summary>
    internal virtual HistoryEventType? ChildStarted => null;

    internal virtual HistoryEventType? ChildSucceeded => null;

    internal virtual HistoryEventType? ChildFailed => null;

    internal virtual HistoryEventType? ChildAborted => null;
}
