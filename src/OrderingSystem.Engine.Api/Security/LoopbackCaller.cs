using System.Net;
using Microsoft.AspNetCore.Http;

namespace OrderingSystem.Engine.Api.Security;

/// <summary>Tells a program on this machine from everybody else, where nobody needs to sign.</summary>
internal static class LoopbackCaller
{
    /// <summary>Service clients put it before the host of StartSyncExecution.</summary>
    private const string SyncPrefix = "sync-";

    /// <summary>
    /// The peer is loopback, and the host that it asked for is, too. A web page elsewhere may have its own name resolve to this machine, and so speak through a visitor's browser
    /// with any content type; the Host header it cannot change.
    /// </summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IsLoopback(peer) && IsLoopback(context.Request.Host.Host);

    private static bool IsLoopback(string host)
    {
        var name = host.StartsWith(SyncPrefix, StringComparison.OrdinalIgnoreCase) ? host[SyncPrefix.Length..] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IsLoopback(address));
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
