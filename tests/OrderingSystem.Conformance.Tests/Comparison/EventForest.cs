namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>Histories whose branches may interleave: compared along previousEventId, the successors of an event in any order.</summary>
internal sealed class EventForest
{
    private static readonly HashSet<string> Joins = new(StringComparer.Ordinal)
    {
        "MapStateSucceeded", "MapStateFailed", "MapStateAborted", "MapStateExited", "ParallelStateSucceeded", "ParallelStateFailed", "ParallelStateAborted",
        "ParallelStateExited", "MapIterationStarted", "MapRunStarted", "TaskStateAborted", "MapIterationAborted", "WaitStateAborted", "MapIterationFailed",
        "MapIterationSucceeded",
    };

    private readonly List<RecordedEvent> _roots = [];
    private readonly Dictionary<long, List<RecordedEvent>> _successors = [];

    private EventForest(IReadOnlyList<RecordedEvent> events)
    {
        var byId = events.ToDictionary(e => e.Id);
        foreach (var happened in events)
        {
            var parent = Joins.Contains(happened.Type) ? StartedBefore(happened, byId) ?? happened.PreviousId : happened.PreviousId;
            var siblings = byId.ContainsKey(parent) ? SuccessorsOf(parent) : _roots;
            siblings.Add(happened);
        }
    }

    public static void Compare(IReadOnlyList<RecordedEvent> expected, IReadOnlyList<RecordedEvent> actual, PlaceholderBindings bindings)
    {
        if (expected.Count != actual.Count)
        {
            throw new Difference("events", string.Join(' ', expected.Select(e => e.Type)), string.Join(' ', actual.Select(e => e.Type)), "another number of events");
        }

        var (left, right) = (new EventForest(expected), new EventForest(actual));
        Match(left._roots, left, right._roots, right, bindings, string.Empty);
    }

    /// <summary>Joins depend on which branch ended last: they hang from the event that started their Map or Parallel.</summary>
    private static long? StartedBefore(RecordedEvent happened, Dictionary<long, RecordedEvent> byId)
    {
        var family = happened.Type.StartsWith("Map", StringComparison.Ordinal) ? "Map" : happened.Type.StartsWith("Parallel", StringComparison.Ordinal) ? "Parallel" : null;
        var depth = 0;
        for (var id = happened.PreviousId; byId.TryGetValue(id, out var before); id = before.PreviousId)
        {
            switch (before.Type)
            {
                case "MapStateExited" or "ParallelStateExited":
                    depth++;
                    break;
                case "MapStateEntered" or "ParallelStateEntered" when depth > 0:
                    depth--;
                    break;
                case "MapStateStarted" or "ParallelStateStarted" when depth == 0 && (family is null || before.Type.StartsWith(family, StringComparison.Ordinal)):
                    return before.Id;
            }
        }

        return null;
    }

    private static void Match(List<RecordedEvent> expected, EventForest left, List<RecordedEvent> actual, EventForest right, PlaceholderBindings bindings, string path)
    {
        if (expected.Count != actual.Count)
        {
            throw new Difference(path, string.Join(' ', expected.Select(e => e.Type)), string.Join(' ', actual.Select(e => e.Type)), "another number of successors");
        }

        var open = actual.ToList();
        foreach (var wanted in expected)
        {
            var place = $"{path}/{wanted.Type}#{wanted.Id}";
            RecordedEvent? found = null;
            Difference? first = null;
            foreach (var candidate in open.Where(candidate => candidate.Type == wanted.Type))
            {
                var attempt = bindings.Copy();
                try
                {
                    ValueComparison.Compare(wanted.Details, candidate.Details, attempt, place);
                    Match(left.SuccessorsOf(wanted.Id), left, right.SuccessorsOf(candidate.Id), right, attempt, place);
                    bindings.Take(attempt);
                    found = candidate;
                    break;
                }
                catch (Difference difference)
                {
                    first ??= difference;
                }
            }

            open.Remove(found ?? throw first ?? new Difference(place, wanted, string.Join(' ', open.Select(e => e.Type)), "no such event"));
        }
    }

    private List<RecordedEvent> SuccessorsOf(long id)
    {
        if (!_successors.TryGetValue(id, out var successors))
        {
            _successors[id] = successors = [];
        }

        return successors;
    }
}
