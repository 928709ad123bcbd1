using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace BobsPost.Simulator.Faults;

internal static class ConnectionCut
{
    /// <summary>Ends the TCP connection with a reset: without lingering, closing a socket sends RST instead of FIN.</summary>
    public static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Abort();
    }
}
