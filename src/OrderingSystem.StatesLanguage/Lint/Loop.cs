namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>States that lead back to the first of them.</summary>
internal sealed record Loop(IReadOnlyList<LintState> States)
{
    /// <summary>Bounds the search in graphs whose states all lead to one another.</summary>
    private const int MaxSteps = 20_000;

    /// <summary>Of one round in which every Task succeeds at once.</summary>
    public int EventsPerRound => States.Sum(EventsOf);

    /// <summary>Of the Wait states alone; null where one computes its time.</summary>
    public double? SecondsPerRound => States.Where(state => state.Type == "Wait").Aggregate((double?)0, (sum, wait) => sum + wait.Number("Seconds"));

    /// <summary>Every simple loop that nobody outside paces (no task token, no activity), each once, from the state that is written first.</summary>
    public static IReadOnlyList<Loop> FindAll(LintGraph graph)
    {
        var names = graph.States.Keys.ToArray();
        var order = names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        var loops = new List<Loop>();
        var steps = 0;
        foreach (var start in names)
        {
            var path = new List<LintState>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            Walk(start);

            void Walk(string name)
            {
                if (++steps > MaxSteps || !graph.States.TryGetValue(name, out var state) || state.IsAnsweredFromOutside || path.Count >= 200 || !onPath.Add(name))
                {
                    return;
                }

                path.Add(state);
                foreach (var target in state.Targets.Distinct(StringComparer.Ordinal))
                {
                    if (target == start)
                    {
                        loops.Add(new Loop([.. path]));
                    }
                    else if (order.TryGetValue(target, out var place) && place > order[start])
                    {
                        Walk(target);
                    }
                }

                path.RemoveAt(path.Count - 1);
                _ = onPath.Remove(name);
            }
        }

        return loops;
    }

    private static int EventsOf(LintState state) => state.Type switch
    {
        "Task" => 5, // Entered, Scheduled, Started, Succeeded, Exited
        "Parallel" or "Map" => 4, // Entered, Started, Succeeded, Exited: what runs inside comes on top
        _ => 2, // Entered, Exited
    };
}
