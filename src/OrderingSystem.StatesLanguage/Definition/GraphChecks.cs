using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>What must hold between the states of one graph: every target exists, every state is reached, and there is an end.</summary>
internal static class GraphChecks
{
    public static void Run(string startAt, ObjectReader states, IReadOnlyDictionary<string, State> read)
    {
        foreach (var (_, state) in read)
        {
            foreach (var (field, target) in state.Transitions)
            {
                if (!states.Source.ContainsName(target))
                {
                    var kind = field.EndsWith("Default", StringComparison.Ordinal) ? "Default" : "Next";
                    Report(states, state.Name, field, DiagnosticCodes.MissingTransitionTarget, $"Missing '{kind}' target: {target}");
                }
            }
        }

        if (read.Count < states.Source.Count || states.Problems.HasSchemaErrors)
        {
            return; // what leads where cannot be told while a state is unreadable
        }

        var reached = ReachedFrom(startAt, read);
        foreach (var (name, _) in states.Source)
        {
            if (!reached.Contains(name))
            {
                Report(states, name, null, DiagnosticCodes.MissingTransitionTarget, $"State \"{name}\" is not reachable.");
            }
        }

        if (!read.Values.Any(state => state.IsTerminal))
        {
            states.Problem(null, "The workflow does not have a terminal state", DiagnosticCodes.MissingEndState);
        }
    }

    private static HashSet<string> ReachedFrom(string startAt, IReadOnlyDictionary<string, State> read)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([startAt]);
        while (open.TryPop(out var name))
        {
            if (read.TryGetValue(name, out var state) && reached.Add(name))
            {
                foreach (var (_, target) in state.Transitions)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }

    private static void Report(ObjectReader states, string state, string? field, string code, string message) =>
        states.Problems.Add(new Diagnostic(code, field is null ? states.Place(state) : $"{states.Place(state)}/{field}", message));
}
