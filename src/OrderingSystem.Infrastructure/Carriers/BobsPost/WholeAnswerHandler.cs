namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>Innermost: makes the body part of the attempt, so that the attempt's timeout, the retry and the breaker see a slow or broken one.</summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (request.Content as BookingContent)?.BeginAttempt();
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var content = response.Content;
            response.Content = await WholeAnswer.ReadAsync(content, cancellationToken);
            content.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
