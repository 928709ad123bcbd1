using System.CommandLine;
using System.Globalization;
using BobsPost.Simulator;
using BobsPost.Simulator.Ledger;

var defaultData = Path.Combine(
    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
    "bobs-post",
    "simulator.db");
var url = new Option<string>("--url")
{
    Description = "Where to listen; port 0 takes a free one.",
    DefaultValueFactory = _ => "http://127.0.0.1:5090",
};
var data = new Option<string>("--data")
{
    Description = "The carrier's SQLite file, made where missing.",
    DefaultValueFactory = _ => defaultData,
};
var faults = new Option<double>("--faults")
{
    Description = "Share of the requests that meet a fault, 0 to 1, all kinds together.",
    HelpName = "RATE",
};
var noIdempotency = new Option<bool>("--no-idempotency")
{
    Description = "Take an Idempotency-Key and forget it, as real carriers do.",
};
var seed = new Option<ulong>("--seed")
{
    Description = "From it come tracking numbers, dispatch times and which request meets which fault.",
    DefaultValueFactory = _ => 1,
};
var rateLimit = new Option<double?>("--rate-limit")
{
    Description = "Requests per second above which the carrier answers 429.",
    HelpName = "REQUESTS",
};
var carrierKey = new Option<string?>("--carrier-key")
{
    Description = "Refuse what does not bring this key as Authorization: Bearer. Others on this machine can read it here: prefer BOBS_POST_CARRIER_KEY.",
    HelpName = "KEY",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("BOBS_POST_CARRIER_KEY") is { Length: > 0 } key ? key : null,
};
faults.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() is not (>= 0 and <= 1))
    {
        result.AddError("--faults takes a number from 0 to 1.");
    }
});

var command = new RootCommand("A stand-in for the carrier Bob's Post, with faults to order (see /openapi/v1.json).")
{
    url, data, faults, noIdempotency, seed, rateLimit, carrierKey,
};
command.SetAction(async (arguments, cancellationToken) =>
{
    var options = new SimulatorOptions
    {
        Url = arguments.GetRequiredValue(url),
        DataFile = arguments.GetRequiredValue(data),
        FaultRate = arguments.GetValue(faults),
        ForgetIdempotencyKeys = arguments.GetValue(noIdempotency),
        Seed = arguments.GetValue(seed),
        RateLimitPerSecond = arguments.GetValue(rateLimit),
        ApiKey = arguments.GetValue(carrierKey),
    };
    try
    {
        await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Bob's Post listens on {server.Url} (books: {options.DataFile}). Ctrl+C ends it."));
        await UntilCancelledAsync(cancellationToken);
        return 0;
    }
    catch (Exception refused) when (refused is ArgumentException or IOException or LedgerFileException)
    {
        await Console.Error.WriteLineAsync(refused.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();

static async Task UntilCancelledAsync(CancellationToken cancellationToken)
{
    var cancelled = new TaskCompletionSource();
    using var registration = cancellationToken.Register(cancelled.SetResult);
    await cancelled.Task;
}
