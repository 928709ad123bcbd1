using Amazon.Runtime;
using Amazon.SecretsManager;
using BobsPost.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Infrastructure.Carriers.Keys;

namespace OrderingSystem.Infrastructure.Tests.Carriers.Keys;

/// <summary>A carrier that asks for a key, and a server on loopback that keeps it.</summary>
public sealed class CarrierKeyTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bobs-post-AbCdEf";

    private static readonly BookingRequest Booking = new("order-1", new Recipient("Ada Lovelace", "1 Main Street"), [new Parcel("Tea", 2)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("carrier-key-");
    private readonly FakeTimeProvider _clock = new();
    private readonly Stack<IAsyncDisposable> _parts = new();
    private SimulatorServer _carrier = null!;
    private SecretServer _secrets = null!;

    public async ValueTask InitializeAsync()
    {
        _carrier = await SimulatorServer.StartAsync(
            new SimulatorOptions { Url = "http://127.0.0.1:0", DataFile = Path.Combine(_folder.FullName, "carrier.db"), ApiKey = "key-1" }, TimeProvider.System, default);
        _parts.Push(_carrier);
        _secrets = await SecretServer.StartAsync("key-1");
        _parts.Push(_secrets);
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("key-1", typeof(BookingOutcome.Booked))]
    [InlineData("key-2", typeof(BookingOutcome.NotReached))]
    [InlineData(null, typeof(BookingOutcome.NotReached))]
    public async Task Book_KeyGivenAtTheStart_BooksWithTheRightOneAlone(string? key, Type outcome)
    {
        var gateway = GatewayWith(new GivenCarrierKey(key));

        (await gateway.BookAsync(Booking, default)).Should().BeOfType(outcome);

        _carrier.ReadShipments("order-1").Should().HaveCount(outcome == typeof(BookingOutcome.Booked) ? 1 : 0);
    }

    [Fact]
    public async Task Book_KeyInASecret_IsReadOnceBySignedRequest()
    {
        var gateway = GatewayWith(Secret());

        (await gateway.BookAsync(Booking, default)).Should().BeOfType<BookingOutcome.Booked>();
        (await gateway.ProbeAsync(default)).Should().BeOfType<ProbeOutcome.Answers>();

        var (target, authorization, body) = _secrets.Requests.Should().ContainSingle().Subject;
        target.Should().Be("secretsmanager.GetSecretValue");
        authorization.Should().StartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/").And.Contain("/eu-west-1/secretsmanager/aws4_request").And.Contain("x-amz-target");
        body.Should().Be($$"""{"SecretId":"{{Arn}}"}""");
    }

    [Fact]
    public async Task Book_KeyRotated_IsReadAnewAndTheBookingMadeOnce()
    {
        var gateway = GatewayWith(Secret());
        await gateway.ProbeAsync(default);
        _carrier.RequireKey("key-2");
        _secrets.Secret = """{"apiKey":"key-2"}""";
        _clock.Advance(SecretCarrierKey.ShortestAge);

        (await gateway.BookAsync(Booking, default)).Should().BeOfType<BookingOutcome.Booked>();

        _secrets.Requests.Should().HaveCount(2);
        (await _carrier.ReadLedgerAsync(default)).Requests.Where(request => request.Method == "POST").Select(request => request.Answer).Should().Equal("401", "201");
        _carrier.ReadShipments("order-1").Should().ContainSingle();
    }

    [Fact]
    public async Task Book_CarrierRefusesTheKeyThatStands_AsksTheSecretSeldom()
    {
        _secrets.Secret = "key-2";
        var gateway = GatewayWith(Secret());

        for (var call = 0; call < 5; call++)
        {
            (await gateway.BookAsync(Booking, default)).Should().BeOfType<BookingOutcome.NotReached>().Which.IsOurs.Should().BeFalse();
        }

        _secrets.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Book_SecretCannotBeRead_IsOursAndReachesNobody()
    {
        _secrets.Refuses = true;
        var gateway = GatewayWith(Secret());

        var outcome = (await gateway.BookAsync(Booking, default)).Should().BeOfType<BookingOutcome.NotReached>().Subject;

        outcome.IsOurs.Should().BeTrue();
        outcome.Reason.Should().Contain("AccessDeniedException").And.NotContain("key-1");
        (await _carrier.ReadLedgerAsync(default)).Requests.Should().BeEmpty();
        _secrets.Refuses = false;
        (await gateway.BookAsync(Booking, default)).Should().BeOfType<BookingOutcome.Booked>("nothing was kept of the failure");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("""{"password":"key-1"}""")]
    [InlineData("""{"apiKey":7}""")]
    [InlineData("{broken")]
    public async Task Secret_WithoutAKey_SaysWhatItShouldHold(string secret)
    {
        _secrets.Secret = secret;

        var get = async () => await Secret().GetAsync(default);

        await get.Should().ThrowAsync<CarrierKeyUnavailableException>().WithMessage("*apiKey*");
    }

    private SecretCarrierKey Secret()
    {
        var client = new AmazonSecretsManagerClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonSecretsManagerConfig { ServiceURL = _secrets.Url, AuthenticationRegion = "eu-west-1" });
        return new SecretCarrierKey(client, Arn, _clock);
    }

    private ICarrierGateway GatewayWith(ICarrierKey key)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(key)
            .AddBobsPost(options =>
            {
                options.BaseAddress = new Uri(_carrier.Url);
                options.Attempts = 1;
            })
            .BuildServiceProvider();
        _parts.Push(services);
        return services.GetRequiredService<ICarrierGateway>();
    }
}
