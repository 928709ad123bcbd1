using OrderingSystem.Conformance.Tests.Cases;

namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>Compares a history with a recorded one, event by event, as the recordings' own README says.</summary>
internal static class HistoryComparison
{
    /// <exception cref="Difference">They differ.</exception>
    public static void Compare(ConformanceCase recorded, IReadOnlyList<RecordedEvent> actual)
    {
        var bindings = recorded.NewBindings();
        if (recorded.Zeroed)
        {
            CompareZeroed(recorded.Events!, [.. actual], bindings);
        }
        else if (!recorded.Ordered)
        {
            EventForest.Compare(recorded.Events!, actual, bindings);
        }
        else
        {
            CompareInOrder(recorded.Events!, actual, bindings);
        }
    }

    private static void CompareInOrder(IReadOnlyList<RecordedEvent> expected, IReadOnlyList<RecordedEvent> actual, PlaceholderBindings bindings)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            if (i >= actual.Count)
            {
                throw new Difference($"events[{i}]", expected[i], null, $"history ends early ({actual.Count} of {expected.Count} events)");
            }

            var place = $"events[{i}]({expected[i].Type})";
            if (expected[i].Type != actual[i].Type)
            {
                throw new Difference($"events[{i}]", expected[i], actual[i], "type differs");
            }

            ValueComparison.Compare(expected[i].Details, actual[i].Details, bindings, place);
            if (expected[i].Id != actual[i].Id)
            {
                throw new Difference(place + ".id", expected[i].Id, actual[i].Id);
            }

            if (actual[i].PreviousId != expected[i].PreviousId && actual[i].PreviousId != expected[i].AlternativePreviousId)
            {
                throw new Difference(place + ".previousEventId", expected[i].PreviousId, actual[i].PreviousId);
            }
        }

        if (actual.Count > expected.Count)
        {
            throw new Difference($"events[{expected.Count}]", null, actual[expected.Count], "more events than expected");
        }
    }

    /// <summary>
    /// The recorder's treatment of Parallel: the events inside lost their ids and were sorted, and the event after them was dropped from its place.
    /// The same is done to ours, and each such block is compared as a bag.
    /// </summary>
    private static void CompareZeroed(IReadOnlyList<RecordedEvent> expected, RecordedEvent[] actual, PlaceholderBindings bindings)
    {
        var normalised = ZeroBranches(actual);
        var expectedTypes = expected.Select(e => e.Type).Order(StringComparer.Ordinal).ToList();
        var actualTypes = normalised.Select(e => e.Type).Order(StringComparer.Ordinal).ToList();
        if (!expectedTypes.SequenceEqual(actualTypes, StringComparer.Ordinal))
        {
            throw new Difference("events", string.Join(' ', expected.Select(e => e.Type)), string.Join(' ', normalised.Select(e => e.Type)), "other events");
        }

        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i].Id != 0)
            {
                var place = $"events[{i}]({expected[i].Type})";
                if (expected[i].Type != normalised[i].Type || expected[i].Id != normalised[i].Id)
                {
                    throw new Difference(place, expected[i], normalised[i]);
                }

                ValueComparison.Compare(expected[i].Details, normalised[i].Details, bindings, place);
                continue;
            }

            var end = i;
            while (end < expected.Count && expected[end].Id == 0)
            {
                end++;
            }

            var block = normalised[i..end].ToList();
            foreach (var wanted in expected.Skip(i).Take(end - i))
            {
                block.Remove(FindInBlock(wanted, block, bindings));
            }

            i = end - 1;
        }
    }

    private static RecordedEvent FindInBlock(RecordedEvent wanted, List<RecordedEvent> block, PlaceholderBindings bindings)
    {
        Difference? first = null;
        foreach (var candidate in block.Where(candidate => candidate.Type == wanted.Type))
        {
            var attempt = bindings.Copy();
            try
            {
                ValueComparison.Compare(wanted.Details, candidate.Details, attempt, $"block/{wanted.Type}");
                bindings.Take(attempt);
                return candidate;
            }
            catch (Difference difference)
            {
                first ??= difference;
            }
        }

        throw first ?? new Difference($"block/{wanted.Type}", wanted, string.Join(' ', block.Select(e => e.Type)), "no such event in the block");
    }

    private static List<RecordedEvent> ZeroBranches(RecordedEvent[] events)
    {
        var result = events.ToList();
        int? start = null;
        var inside = false;
        var block = new List<RecordedEvent>();
        for (var i = 0; i < result.Count; i++)
        {
            switch (result[i].Type)
            {
                case "ParallelStateSucceeded" or "ParallelStateAborted" or "ParallelStateExited" or "ParallelStateFailed":
                    if (start is { } from)
                    {
                        // Faithful to the recorder, also in that a second terminal event cuts the list again.
                        result.RemoveRange(from, i - from);
                        result.InsertRange(from, block);
                        i = Math.Min(i, result.Count - 1);
                    }

                    inside = false;
                    break;
                case "ParallelStateStarted":
                    (inside, start, block) = (true, i + 1, []);
                    break;
                case var _ when inside:
                    result[i] = result[i] with { Id = 0, PreviousId = 0 };
                    block.Add(result[i]);
                    break;
            }
        }

        return result;
    }
}
