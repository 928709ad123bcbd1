using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Writing;

/// <summary>A transition, encoded where it was made, so that the one writer has nothing to do but write.</summary>
internal sealed class PendingCommit : PendingWrite
{
    private readonly ExecutionCommit _commit;
    private readonly long? _wakeAt;
    private readonly byte[]? _origin;
    private readonly byte[]? _state;
    private readonly byte[]? _events;
    private readonly List<(long Key, byte[]? Frame)> _frames = [];

    public PendingCommit(ExecutionCommit commit, BlobWriter blob)
    {
        _commit = commit;
        var after = commit.After;
        _wakeAt = WakeColumn(commit.Wake);
        if (commit.Before is null)
        {
            _origin = Encode(blob, after, static (blob, execution) => ExecutionCodec.WriteOrigin(blob, execution.Facts));
        }

        if (commit.Transition.Events.Count > 0)
        {
            _events = Encode(blob, commit.Transition.Events, HistoryCodec.Write);
            LatestEvent = Keys.Milliseconds(commit.Transition.Events[^1].Timestamp);
        }

        if (after.IsRunning || after.Frames.Count > 0)
        {
            _state = Encode(blob, after, static (blob, execution) => ExecutionCodec.WriteState(blob, execution, allFrames: !execution.IsRunning));
        }

        CollectFrames(blob);
    }

    /// <summary>Time of the newest event, in milliseconds; 0 where there is none.</summary>
    public long LatestEvent { get; }

    protected override Exception? Apply(WriteSession session)
    {
        var (id, after) = (_commit.ExecutionId, _commit.After);
        switch (_commit.Before)
        {
            case null:
                if (session.FindExecution(_commit.Revision.StateMachineId, after.Facts.StateMachineName, after.Facts.Name) is { } existing)
                {
                    return new ExecutionNameTakenException(existing);
                }

                session.InsertExecution(id, _commit.Revision, after, _origin);
                if (after.IsRunning)
                {
                    session.InsertLive(id, after.LastEventId, _wakeAt, _state);
                }

                break;
            case { IsRunning: true } before:
                var kept = after.IsRunning
                    ? session.UpdateLive(id, before.LastEventId, after.LastEventId, WakeColumn(WakeTime.Of(before)), _wakeAt, _state)
                    : session.DeleteLive(id, before.LastEventId);
                if (!kept)
                {
                    return new ExecutionConflictException(id, before.LastEventId);
                }

                break;
            case var before: // a redrive
                if (!session.DeleteEnded(id, before.StopTime))
                {
                    return new ExecutionConflictException(id, before.LastEventId);
                }

                session.InsertLive(id, after.LastEventId, _wakeAt, _state);
                session.UpdateExecution(id, after);
                break;
        }

        if (!after.IsRunning)
        {
            if (_commit.Before is not null)
            {
                session.UpdateExecution(id, after);
            }

            if (_state is not null)
            {
                session.InsertEnded(id, _state);
            }
        }

        foreach (var (key, frame) in _frames)
        {
            session.WriteFrame(key, frame);
        }

        if (_events is not null)
        {
            session.InsertHistory(Keys.Compose(id, _commit.Transition.Events[0].Id), _events);
        }

        if (_commit.StatusChange is { } change)
        {
            session.InsertOutbox(id, change);
        }

        return null;
    }

    private static long? WakeColumn(WakeTime wake) => wake.IsActive ? 0 : wake.Due is { } due ? Math.Max(1, Keys.Milliseconds(due)) : null;

    private static byte[] Encode<T>(BlobWriter blob, T value, Action<BlobWriter, T> write)
    {
        blob.Reset();
        write(blob, value);
        return blob.ToArray();
    }

    /// <summary>Frames below the root that are new, changed or gone: a join of a hundred branches rewrites what moved.</summary>
    private void CollectFrames(BlobWriter blob)
    {
        var before = _commit.Before is { IsRunning: true } running ? running.Frames : null;
        var after = _commit.After.IsRunning ? _commit.After.Frames : null;
        if (after is { Count: > 1 } || (after is not null && !after.IsEmpty && !after.ContainsKey(Frame.RootId)))
        {
            foreach (var (frameId, frame) in after)
            {
                if (frameId != Frame.RootId && !(before is not null && before.TryGetValue(frameId, out var old) && ReferenceEquals(old, frame)))
                {
                    _frames.Add((Keys.Compose(_commit.ExecutionId, frameId), Encode(blob, frame, ExecutionCodec.WriteFrame)));
                }
            }
        }

        if (before is { Count: > 1 })
        {
            foreach (var frameId in before.Keys)
            {
                if (frameId != Frame.RootId && (after is null || !after.ContainsKey(frameId)))
                {
                    _frames.Add((Keys.Compose(_commit.ExecutionId, frameId), null));
                }
            }
        }
    }
}
