using System.Collections;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>Which children of a run have started and ended, and how. In memory only: the children themselves are what is stored.</summary>
/// <remarks>One worker changes it; others may ask for the counts meanwhile, and may then see one a moment old beside one that is not.</remarks>
internal sealed class ChildProgress
{
    private readonly long[] _executionIds;
    private readonly BitArray _ended;
    private readonly Dictionary<int, int> _running = [];
    private readonly int[] _children = new int[(int)ExecutionStatus.Aborted + 1];
    private readonly int[] _items = new int[(int)ExecutionStatus.Aborted + 1];
    private int _next;
    private volatile int _runningChildren;
    private volatile int _runningItems;

    public ChildProgress(ItemLayout layout, MapRun run)
    {
        (Layout, Run) = (layout, run);
        _executionIds = new long[layout.ChildCount];
        _ended = new BitArray(layout.ChildCount);
    }

    public ItemLayout Layout { get; }

    public MapRun Run { get; private set; }

    /// <summary>Children that were started and have not ended, with their executions.</summary>
    public IEnumerable<(int Child, long ExecutionId)> Running => _running.Keys.Select(child => (child, _executionIds[child]));

    public bool IsQuiet => _running.Count == 0;

    /// <summary>By child; 0 for one that was not started.</summary>
    public IReadOnlyList<long> ExecutionIds => _executionIds;

    public void Bound(int maxConcurrency, long? toleratedCount, double? toleratedPercentage) => Run = Run.Bounded(maxConcurrency, toleratedCount, toleratedPercentage);

    /// <summary>The children that may start now; each is asked for once.</summary>
    public IReadOnlyList<int> TakeNext(int most)
    {
        var (started, count) = Run.StartChildren();
        count = Math.Min(count, most);
        Run = started with { Started = Run.Started + count };
        var next = new List<int>(count);
        for (; next.Count < count; _next++)
        {
            if (_executionIds[_next] == 0)
            {
                next.Add(_next);
            }
        }

        return next;
    }

    /// <param name="items">How many it has.</param>
    public void Started(int child, long executionId, int items)
    {
        _executionIds[child] = executionId;
        _running.Add(child, items);
        (_runningChildren, _runningItems) = (_runningChildren + 1, _runningItems + items);
    }

    /// <summary>A child that was found in the store, started before.</summary>
    public void Found(int child, long executionId, ExecutionStatus status, int items)
    {
        Run = Run with { Started = Run.Started + 1 };
        Started(child, executionId, items);
        if (status != ExecutionStatus.Running)
        {
            _ = Ended(child, status);
        }
    }

    /// <returns>False where it was known already.</returns>
    public bool Ended(int child, ExecutionStatus status)
    {
        if (_ended[child] || !_running.Remove(child, out var items))
        {
            return false;
        }

        _ended[child] = true;
        (_runningChildren, _runningItems) = (_runningChildren - 1, _runningItems - items);
        _children[(int)status]++;
        _items[(int)status] += items;
        Run = Run.ChildEnded(status == ExecutionStatus.Succeeded, items);
        return true;
    }

    /// <param name="isOver">Results are counted as written.</param>
    public MapRunTally Children(bool isOver) => Tally(Layout.ChildCount, _runningChildren, _children, isOver);

    public MapRunTally Items(bool isOver) => Tally(Layout.ItemCount, _runningItems, _items, isOver);

    private static MapRunTally Tally(int total, int running, int[] ended, bool isOver)
    {
        var (succeeded, failed) = (ended[(int)ExecutionStatus.Succeeded], ended[(int)ExecutionStatus.Failed]);
        var (timedOut, aborted) = (ended[(int)ExecutionStatus.TimedOut], ended[(int)ExecutionStatus.Aborted]);
        return new MapRunTally(
            total, total - running - succeeded - failed - timedOut - aborted, running, succeeded, failed, timedOut, aborted, isOver ? succeeded : 0);
    }
}
