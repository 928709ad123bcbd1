namespace OrderingSystem.Engine.Simulation.Time;

/// <summary>Runs tasks one at a time on the thread that asks it to, in an order that a seed decides: each order is one that a thread pool might choose.</summary>
internal sealed class SeededScheduler(Random random) : TaskScheduler
{
    private readonly List<Task> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Where a task came from another thread, which a seed does not decide; null where none did.</summary>
    public string? Escape { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Tasks run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs something on this scheduler.</summary>
    public void Post(Action action) => _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <inheritdoc cref="Post(Action)"/>
    public Task PostAsync(Func<Task> action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <returns>False when nothing is ready to run.</returns>
    public bool RunOne()
    {
        if (_ready.Count == 0)
        {
            return false;
        }

        var index = random.Next(_ready.Count);
        var task = _ready[index];
        _ready.RemoveAt(index);
        Steps++;
        return TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            _ready.Add(task);
        }
        else
        {
            Escape ??= Environment.StackTrace;
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _ready];
}
