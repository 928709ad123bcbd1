using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Orders;

namespace OrderingSystem.AdminApi.Requests;

internal static class IdempotencyKey
{
    public const string Header = PlaceOrder.IdempotencyKeyField;

    /// <exception cref="ApiProblemException">400, naming the header.</exception>
    public static string Require(HttpRequest request)
    {
        var values = request.Headers[Header];
        return values.Count switch
        {
            0 => throw new ApiProblemException(ApiProblem.BadHeader(Header, "Send a key of your own with each new request, and the same key when you repeat it.")),
            > 1 => throw new ApiProblemException(ApiProblem.BadHeader(Header, "Send one key.")),
            _ when values[0] is { Length: > 0 and <= PlaceOrder.MaxIdempotencyKeyLength } key && key.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 => key,
            _ => throw new ApiProblemException(ApiProblem.BadHeader(Header, $"A key has 1 to {PlaceOrder.MaxIdempotencyKeyLength} visible ASCII characters.")),
        };
    }
}
