using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Idling;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tasks;

/// <summary>
/// Makes the calls of Task states, so many at a time in all and so many per resource; what waits is taken in turn from each resource, and
/// within it in turn from each execution. A call that hangs holds one place of its own resource.
/// </summary>
internal sealed class TaskDispatcher : IDisposable
{
    private readonly IReadOnlyList<IServiceIntegration> _integrations;
    private readonly TaskDispatcherOptions _options;
    private readonly IdleMonitor _idle;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _ready = new();
    private readonly CancellationTokenSource _stopped = new();
    private List<TaskCompletionSource>? _wantRoom;
    private TaskCompletionSource? _drained;
    private int _running;
    private int _pending;
    private long _pendingBytes;
    private bool _closed;

    public TaskDispatcher(IReadOnlyList<IServiceIntegration> integrations, TaskDispatcherOptions options, IdleMonitor idle, ILogger logger)
    {
        _integrations = integrations;
        _options = options;
        _idle = idle;
        _logger = logger;
    }

    /// <summary>Has the call made as soon as there is a place for it.</summary>
    /// <param name="answered">Given the result, unless the call was cancelled or the dispatcher stopped.</param>
    public RunningCall Dispatch(ServiceCall call, Action<StartTask, ServiceResult> answered)
    {
        var running = new RunningCall(this, call, answered, _idle.Enter(), CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token));
        List<RunningCall>? start = null;
        lock (_gate)
        {
            if (_closed)
            {
                running.Scope.Dispose();
                return running; // recovery makes the call
            }

            var key = call.Resource.Kind == TaskResourceKind.LambdaFunction || !TryFunctionName(call, out var function) ? call.Resource.Arn : function;
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes.Add(key, lane = new Lane(key));
            }

            lane.Waiting.Enqueue(running);
            _pending++;
            _pendingBytes += running.Bytes;
            MakeReady(lane);
            start = TakeStartable(start);
        }

        Start(start);
        return running;
    }

    private bool IsRoomy => _pending < _options.MaxPending && _pendingBytes < _options.MaxPendingBytes;

    /// <summary>Whether not too many calls wait.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return IsRoomy || _closed;
            }
        }
    }

    /// <summary>Completes when not too many calls wait: whoever makes more work stops here, so that memory stays bounded.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsRoomy || _closed)
            {
                return ValueTask.CompletedTask;
            }

            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_wantRoom ??= []).Add(room);
            return WaitForRoomAsync(room, cancellationToken);
        }
    }

    /// <summary>Starts nothing more, and waits for what runs.</summary>
    /// <param name="grace">Real time, after which running calls are cancelled; recovery makes them again.</param>
    public async Task StopAsync(TimeSpan grace)
    {
        Task drained;
        List<RunningCall> dropped = [];
        lock (_gate)
        {
            _closed = true;
            foreach (var lane in _lanes.Values)
            {
                dropped.AddRange(lane.Waiting.Drain());
            }

            (_pending, _pendingBytes) = (0, 0);
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running == 0)
            {
                _drained.TrySetResult();
            }

            drained = _drained.Task;
            ReleaseRoom();
        }

        foreach (var call in dropped)
        {
            call.Scope.Dispose();
        }

        if (grace > TimeSpan.Zero && !drained.IsCompleted)
        {
            try
            {
                await drained.WaitAsync(grace, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                _logger.TasksLeftToRecovery(_running);
            }
        }

        await _stopped.CancelAsync();
    }

    public void Dispose() => _stopped.Dispose();

    internal async Task RunAsync(RunningCall running)
    {
        try
        {
            var result = running.Cancellation.IsCancellationRequested ? null : await InvokeAsync(running.Call, running.Cancellation.Token);
            if (result is not null && !running.Cancellation.IsCancellationRequested)
            {
                running.Answered(running.Call.Task, result);
            }
        }
        finally
        {
            Finished(running);
        }
    }

    private static bool TryFunctionName(ServiceCall call, out string function)
    {
        function = string.Empty;
        if (call.Resource.ResourceType != "lambda" || call.Parameters.Value is not StatesLanguage.Data.Json.JsonObject parameters
            || parameters["FunctionName"] is not StatesLanguage.Data.Json.JsonString { Value: var name })
        {
            return false;
        }

        function = "lambda:" + name;
        return true;
    }

    private async Task<ServiceResult?> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var integration in _integrations)
            {
                if (integration.Handles(call.Resource))
                {
                    return await integration.InvokeAsync(call, cancellationToken);
                }
            }

            return ServiceResult.Failure(ErrorNames.Runtime,
                $"The resource provided {call.Resource.Arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception bug) // an integration reports failures as results: what it throws is its own fault, and must not stop the engine
        {
            _logger.IntegrationThrew(bug, call.Resource.Arn, call.Execution.Arn);
            return ServiceResult.Failure(ErrorNames.TaskFailed, $"{bug.GetType().Name}: {bug.Message}");
        }
    }

    private void Finished(RunningCall running)
    {
        List<RunningCall>? start = null;
        lock (_gate)
        {
            _running--;
            var lane = running.Lane!;
            lane.Running--;
            MakeReady(lane);
            if (lane is { Running: 0, Waiting.Count: 0 })
            {
                _ = _lanes.Remove(lane.Key);
            }

            start = TakeStartable(start);
            if (_closed && _running == 0)
            {
                _drained?.TrySetResult();
            }
        }

        Start(start);
        running.Cancellation.Dispose();
        running.Scope.Dispose();
    }

    private void MakeReady(Lane lane)
    {
        if (!lane.IsReady && lane.Waiting.Count > 0 && lane.Running < _options.MaxPerResource)
        {
            lane.IsReady = true;
            _ready.Enqueue(lane);
        }
    }

    private List<RunningCall>? TakeStartable(List<RunningCall>? start)
    {
        while (!_closed && _running < _options.MaxConcurrent && _ready.TryDequeue(out var lane))
        {
            lane.IsReady = false;
            if (lane.Waiting.TryDequeue(out var call))
            {
                _pending--;
                _pendingBytes -= call.Bytes;
                _running++;
                lane.Running++;
                call.Lane = lane;
                (start ??= []).Add(call);
                MakeReady(lane);
            }
        }

        if (IsRoomy)
        {
            ReleaseRoom();
        }

        return start;
    }

    /// <summary>Awaited plainly, not through <c>WaitAsync</c>, which goes on by way of the thread pool whatever scheduler the caller is on.</summary>
    private static async ValueTask WaitForRoomAsync(TaskCompletionSource room, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static (room, token) => ((TaskCompletionSource)room!).TrySetCanceled(token), room);
        await room.Task;
    }

    private void ReleaseRoom()
    {
        foreach (var room in _wantRoom ?? [])
        {
            _ = room.TrySetResult();
        }

        _wantRoom = null;
    }

    /// <summary>On the pool: a handler that works before its first await must not hold up its execution.</summary>
    private void Start(List<RunningCall>? calls)
    {
        foreach (var call in calls ?? [])
        {
            if (_options.Scheduler == TaskScheduler.Default)
            {
                _ = ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
            }
            else
            {
                _ = Task.Factory.StartNew(call.Execute, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler);
            }
        }
    }

    internal sealed class Lane(string key)
    {
        public string Key { get; } = key;

        public FairQueue Waiting { get; } = new();

        public int Running { get; set; }

        public bool IsReady { get; set; }
    }
}

/// <summary>A call that waits or runs.</summary>
internal sealed class RunningCall(
    TaskDispatcher dispatcher, ServiceCall call, Action<StartTask, ServiceResult> answered, BusyScope scope, CancellationTokenSource cancellation) : IThreadPoolWorkItem
{
    public ServiceCall Call { get; } = call;

    /// <summary>Of its input.</summary>
    public int Bytes { get; } = call.Parameters.Bytes;

    public Action<StartTask, ServiceResult> Answered { get; } = answered;

    public BusyScope Scope { get; } = scope;

    public CancellationTokenSource Cancellation { get; } = cancellation;

    public TaskDispatcher.Lane? Lane { get; set; }

    /// <summary>Nobody waits for the answer any more.</summary>
    public void Cancel()
    {
        try
        {
            Cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just answered.
        }
    }

    public void Execute() => _ = dispatcher.RunAsync(this);
}
