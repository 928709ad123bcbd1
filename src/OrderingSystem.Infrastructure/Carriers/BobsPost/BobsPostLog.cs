using Microsoft.Extensions.Logging;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

// Neither reasons nor addresses: a carrier's reason may repeat the customer's data, and an address holds the idempotency key.
internal static partial class BobsPostLog
{
    [LoggerMessage(3101, LogLevel.Debug, "Bob's Post, {Operation}: {Verdict}, HTTP status {Status}, after {ElapsedMilliseconds} ms")]
    public static partial void Asked(this ILogger logger, string operation, Verdict verdict, int? status, double elapsedMilliseconds);
}
