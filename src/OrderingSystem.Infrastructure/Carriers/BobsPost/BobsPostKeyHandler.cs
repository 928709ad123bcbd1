using System.Net;
using System.Net.Http.Headers;
using OrderingSystem.Infrastructure.Carriers.Keys;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>Sends the key with each attempt. What the carrier refuses for its key it has not carried out, so it is sent again at once where there is a newer one.</summary>
internal sealed class BobsPostKeyHandler(ICarrierKey keys) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (request.Content as BookingContent)?.BeginAttempt(); // whether it may have left is not to be told by the attempt before
        var key = await keys.GetAsync(cancellationToken);
        request.Headers.Authorization = HeaderOf(key);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || await keys.RenewAsync(key, cancellationToken) is not { } renewed)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = HeaderOf(renewed);
        return await base.SendAsync(request, cancellationToken);
    }

    private static AuthenticationHeaderValue? HeaderOf(string? key) => key is null ? null : new AuthenticationHeaderValue("Bearer", key);
}
