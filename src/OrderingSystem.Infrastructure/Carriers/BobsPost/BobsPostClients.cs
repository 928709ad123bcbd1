using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Infrastructure.Carriers.Keys;
using Polly;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>The two clients of Bob's Post, made once for the process: calls with the whole pipeline, probes with an attempt's timeout alone.</summary>
/// <remarks>
/// Made by hand and not by <c>IHttpClientFactory</c>: its handlers, option types and registries are built by reflection at the first client, which was a
/// sixth of a native function's start, and what it is for, exchanging handlers, is done here by the connections' lifetime.
/// </remarks>
internal sealed class BobsPostClients : IDisposable
{
    // The clients live as long as the process; their connections do not, so that a carrier that moves is found.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(2);

    private readonly BobsPostOptions _options;
    private readonly ICarrierKey _key;
    private readonly ILoggerFactory _loggers;
    private readonly Func<HttpMessageHandler> _transport;

    /// <param name="transport">Null for the network.</param>
    public BobsPostClients(IOptions<BobsPostOptions> options, BobsPostResilience resilience, ICarrierKey key, ILoggerFactory loggers, Func<HttpMessageHandler>? transport = null)
    {
        _options = options.Value;
        _key = key;
        _loggers = loggers;
        _transport = transport ?? Network;
        Calls = Client("bobs-post", resilience.Configure);
        Probes = Client("bobs-post-probe", resilience.ConfigureProbe);
    }

    public HttpClient Calls { get; }

    public HttpClient Probes { get; }

    public void Dispose()
    {
        Calls.Dispose();
        Probes.Dispose();
    }

    private HttpClient Client(string name, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = name };
        configure(pipeline);
        pipeline.ConfigureTelemetry(_loggers);
        return new HttpClient(new ResilienceHandler(pipeline.Build())
        {
            InnerHandler = new BobsPostKeyHandler(_key) { InnerHandler = new WholeAnswerHandler { InnerHandler = _transport() } },
        })
        {
            BaseAddress = WithTrailingSlash(_options.BaseAddress!),
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline's total timeout is the one that counts
        };
    }

    private SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = _options.ConnectTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
    };

    // Without it the last segment of a path prefix would be replaced instead of kept.
    private static Uri WithTrailingSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
