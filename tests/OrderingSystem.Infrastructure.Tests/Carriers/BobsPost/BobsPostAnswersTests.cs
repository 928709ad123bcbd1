using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Infrastructure.Carriers.Keys;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

/// <summary>Answers that the simulator does not give: the gateway over a canned one.</summary>
public sealed class BobsPostAnswersTests
{
    private const string Ours = """{"shipmentId":"s-1","trackingNumber":"t-1","clientReference":"order-1","status":"scheduled"}""";
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly BookingRequest s_request = new("order-1", new Recipient("Ada Lovelace", "1 Main Street"), [new Parcel("Tea", 2)]);

    [Theory]
    [InlineData(201, "application/json", Ours, nameof(BookingOutcome.Booked))]
    [InlineData(200, "application/json", Ours, nameof(BookingOutcome.AlreadyBooked))]
    [InlineData(202, "application/json", Ours, nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "text/html", Ours, nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", "", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", "[]", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", "null", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", "{}", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", Ours + "x", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", """{"shipmentId":"s-1","trackingNumber":"t-1","clientReference":"order-1","status":"teleported"}""", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", """{"shipmentId":"","trackingNumber":"t-1","clientReference":"order-1","status":"scheduled"}""", nameof(BookingOutcome.InDoubt))]
    [InlineData(201, "application/json", """{"shipmentId":"s-1","trackingNumber":"t-1","clientReference":"ORDER-1","status":"scheduled"}""", nameof(BookingOutcome.InDoubt))]
    [InlineData(302, "text/html", "", nameof(BookingOutcome.InDoubt))]
    [InlineData(400, "application/problem+json", "{}", nameof(BookingOutcome.Refused))]
    [InlineData(400, "text/html", "<html>", nameof(BookingOutcome.InDoubt))]
    [InlineData(401, "application/json", "{}", nameof(BookingOutcome.NotReached))]
    [InlineData(403, "text/html", "<html>", nameof(BookingOutcome.NotReached))]
    [InlineData(404, "text/html", "<html>", nameof(BookingOutcome.InDoubt))]
    [InlineData(408, "application/json", "{}", nameof(BookingOutcome.InDoubt))]
    [InlineData(422, "application/problem+json", """{"detail":"no"}""", nameof(BookingOutcome.Refused))]
    [InlineData(429, "text/html", "<html>", nameof(BookingOutcome.Throttled))]
    [InlineData(500, "application/problem+json", "{}", nameof(BookingOutcome.InDoubt))]
    [InlineData(502, "text/html", "<html>", nameof(BookingOutcome.InDoubt))]
    [InlineData(503, "application/problem+json", "{}", nameof(BookingOutcome.NotReached))]
    [InlineData(503, "text/html", "<html>", nameof(BookingOutcome.InDoubt))]
    [InlineData(504, "application/problem+json", "{}", nameof(BookingOutcome.InDoubt))]
    public async Task Book_Answer_IsClassified(int status, string contentType, string body, string outcome)
    {
        await using var carrier = new CannedCarrier(() => Answer(status, contentType, body));

        var booked = await carrier.Gateway.BookAsync(s_request, default);

        booked.GetType().Name.Should().Be(outcome);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 02 Mar 2026 09:01:00 GMT", 60)]
    public async Task Book_ThrottledWithRetryAfter_SaysUntilWhen(string retryAfter, int seconds)
    {
        await using var carrier = new CannedCarrier(() =>
        {
            var answer = Answer(429, "application/json", "{}");
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return answer;
        });

        var outcome = await carrier.Gateway.BookAsync(s_request, default);

        outcome.Should().BeOfType<BookingOutcome.Throttled>().Which.Until.Should().Be(s_now.AddSeconds(seconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Book_AnswerOfMoreThanAMegabyte_IsInDoubt(bool saysItsLength)
    {
        await using var carrier = new CannedCarrier(() =>
        {
            var answer = Answer(201, "application/json", $"{Ours}{new string(' ', 1024 * 1024)}");
            answer.Content.Headers.ContentLength = saysItsLength ? answer.Content.Headers.ContentLength : null;
            return answer;
        });

        var outcome = await carrier.Gateway.BookAsync(s_request, default);

        outcome.Should().BeOfType<BookingOutcome.InDoubt>();
    }

    [Theory]
    [InlineData("[" + Ours + ",null]")]
    [InlineData("""[{"shipmentId":"s-2","trackingNumber":"t-2","clientReference":"order-2","status":"scheduled"}]""")]
    [InlineData("""{"items":[]}""")]
    public async Task Find_ListThatHoldsWhatWasNotAskedFor_IsNotBelieved(string body)
    {
        await using var carrier = new CannedCarrier(() => Answer(200, "application/json", body));

        var outcome = await carrier.Gateway.FindByClientReferenceAsync("order-1", default);

        outcome.Should().BeOfType<LookupOutcome.Unavailable>();
    }

    [Fact]
    public async Task Cancel_AnswerSaysStillScheduled_IsNotBelieved()
    {
        await using var carrier = new CannedCarrier(() => Answer(200, "application/json", Ours));

        (await carrier.Gateway.CancelAsync("s-1", default)).Should().BeOfType<CancellationOutcome.Unavailable>();
    }

    [Fact]
    public async Task Book_NoSuchHost_IsNotReached()
    {
        await using var carrier = new CannedCarrier(answer: null, "http://bobs-post.invalid");

        (await carrier.Gateway.BookAsync(s_request, default)).Should().BeOfType<BookingOutcome.NotReached>();
    }

    [Fact]
    public async Task EveryCall_AllLogLevels_WritesNeitherCustomerNorKey()
    {
        await using var carrier = new CannedCarrier(() => Answer(422, "application/problem+json", """{"detail":"Ada Lovelace is unknown at 1 Main Street"}"""));

        await carrier.Gateway.BookAsync(s_request, default);
        await carrier.Gateway.FindByClientReferenceAsync("order-1", default);

        carrier.Log.ToString().Should().Contain("Bob's Post, book: Refused");
        carrier.Log.ToString().Should().NotContainAny("Ada", "Main Street", "order-1");
    }

    private static HttpResponseMessage Answer(int status, string contentType, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, contentType) };

    private sealed class CannedCarrier : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public CannedCarrier(Func<HttpResponseMessage>? answer, string baseAddress = "http://bobs-post.example/api")
        {
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new TextLog(Log)));
            services.AddSingleton<TimeProvider>(new FakeTimeProvider(s_now));
            services.AddBobsPost(options =>
            {
                options.BaseAddress = new Uri(baseAddress);
                options.Attempts = 1;
            });
            if (answer is not null)
            {
                services.AddSingleton(provider => new BobsPostClients(
                    provider.GetRequiredService<IOptions<BobsPostOptions>>(),
                    provider.GetRequiredService<BobsPostResilience>(),
                    provider.GetRequiredService<ICarrierKey>(),
                    provider.GetRequiredService<ILoggerFactory>(),
                    () => new CannedHandler(answer)));
            }

            _services = services.BuildServiceProvider();
        }

        public StringBuilder Log { get; } = new();

        public ICarrierGateway Gateway => _services.GetRequiredService<ICarrierGateway>();

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }

    private sealed class CannedHandler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.AbsolutePath.Should().StartWith("/api/v1/shipments");
            await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
            var response = answer();
            response.RequestMessage = request;
            return response;
        }
    }

    private sealed class TextLog(StringBuilder text) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Write(state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Write($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }

        private void Write(string? line)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }
}
