using System.Threading.Channels;
using OrderingSystem.Engine.Idling;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>The letters of one run. The engine counts as busy while one is dealt with, and as idle while the run waits for the next.</summary>
internal sealed class MapRunMailbox(BusyScope begun) : IDisposable
{
    private readonly Channel<MapRunMail> _mail = Channel.CreateUnbounded<MapRunMail>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _cancelled = new();
    private BusyScope _atWork = begun;

    /// <summary>Cancelled once nobody waits for the run any more.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <returns>False where the run is over; the letter's scope has been ended then.</returns>
    public bool Post(MapRunMail mail)
    {
        if (_mail.Writer.TryWrite(mail))
        {
            return true;
        }

        mail.Scope.Dispose();
        return false;
    }

    /// <summary>Nobody waits for the run any more.</summary>
    /// <param name="scope">Of the letter that wakes the run.</param>
    public void Cancel(BusyScope scope)
    {
        _cancelled.Cancel();
        _ = Post(new RunCancelled(scope));
    }

    /// <summary>What has come in already; null where nothing has.</summary>
    public MapRunMail? TryNext()
    {
        if (!_mail.Reader.TryRead(out var mail))
        {
            return null;
        }

        _atWork.Dispose();
        _atWork = mail.Scope;
        return mail;
    }

    public async Task<MapRunMail> NextAsync(CancellationToken cancellationToken)
    {
        if (TryNext() is { } here)
        {
            return here;
        }

        _atWork.Dispose();
        var mail = await _mail.Reader.ReadAsync(cancellationToken);
        _atWork = mail.Scope;
        return mail;
    }

    /// <summary>Takes no more letters.</summary>
    public void Dispose()
    {
        _mail.Writer.Complete();
        while (_mail.Reader.TryRead(out var mail))
        {
            mail.Scope.Dispose();
            (mail as BoundsChanged)?.Reply.TrySetResult(false);
        }

        _atWork.Dispose();
        _cancelled.Dispose();
    }
}
