using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;

namespace OrderingSystem.Identity.Keys;

/// <summary>Has the token server read its keys again, without a restart.</summary>
internal sealed class TokenKeysChanged : IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    private CancellationTokenSource _source = new();

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_source.Token);

    public void Raise()
    {
        using var old = Interlocked.Exchange(ref _source, new CancellationTokenSource());
        old.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
