using System.Net.Sockets;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

public sealed class VerdictsTests
{
    public static TheoryData<Exception> Ours =>
    [
        new BrokenCircuitException(),
        new IsolatedCircuitException(),
        new RateLimiterRejectedException(),
        new HttpRequestException(HttpRequestError.NameResolutionError, "No such host."),
        new HttpRequestException(HttpRequestError.ConnectionError, "No route.", new SocketException((int)SocketError.HostUnreachable)),
        new HttpRequestException(HttpRequestError.ConnectionError, "No network.", new SocketException((int)SocketError.NetworkUnreachable)),
        new HttpRequestException(HttpRequestError.ConnectionError, "No network.", new SocketException((int)SocketError.NetworkDown)),
    ];

    public static TheoryData<Exception> TheCarriers =>
    [
        new HttpRequestException(HttpRequestError.ConnectionError, "Refused.", new SocketException((int)SocketError.ConnectionRefused)),
        new HttpRequestException(HttpRequestError.ConnectionError, "Reset.", new IOException("Reset.", new SocketException((int)SocketError.ConnectionReset))),
        new HttpRequestException(HttpRequestError.SecureConnectionError, "Wrong certificate."),
        new TimeoutRejectedException(),
        new IOException("Ended early."),
    ];

    public static TheoryData<Exception, string> Reasons => new()
    {
        { new HttpRequestException("Sending failed.", new IOException("Reset.", new SocketException((int)SocketError.ConnectionReset))), "The connection was reset." },
        { new HttpRequestException(HttpRequestError.ConnectionError, "Refused.", new SocketException((int)SocketError.ConnectionRefused)), "The connection was refused." },
        { new HttpRequestException(HttpRequestError.ConnectionError, "No route.", new SocketException((int)SocketError.HostUnreachable)), "The connection failed: HostUnreachable." },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "No such host."), "Its name leads to no address." },
        { new HttpIOException(HttpRequestError.ResponseEnded), "The connection ended before the answer did." },
        { new HttpRequestException("Sending failed.", new IOException("Ended early.")), "The connection broke off." },
        { new InvalidOperationException("Odd."), "The connection failed: InvalidOperationException." },
    };

    [Theory]
    [MemberData(nameof(Reasons), DisableDiscoveryEnumeration = true)]
    public void Reason_ConnectionThatFailed_SaysWhatHappened(Exception failure, string reason)
    {
        using var request = new HttpRequestMessage();

        CarrierAnswer.Of(request, failure).Reason.Should().Be(reason);
    }

    [Theory]
    [MemberData(nameof(Ours), DisableDiscoveryEnumeration = true)]
    public void IsOurs_HeldBackOrNoWayToTheCarrier_IsTrue(Exception failure)
    {
        using var request = new HttpRequestMessage();

        CarrierAnswer.Of(request, failure).IsOurs.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(TheCarriers), DisableDiscoveryEnumeration = true)]
    public void IsOurs_CarrierFailed_IsFalse(Exception failure)
    {
        using var request = new HttpRequestMessage();

        CarrierAnswer.Of(request, failure).IsOurs.Should().BeFalse();
    }
}
