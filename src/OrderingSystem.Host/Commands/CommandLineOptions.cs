using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Xml;
using OrderingSystem.Engine.Api;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Infrastructure.Carriers.Keys;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Host.Commands;

/// <summary>The options that every command takes, each also an environment variable (<c>--stepfunctions-url</c> is <c>ORDERING_STEPFUNCTIONS_URL</c>).</summary>
internal sealed class CommandLineOptions
{
    private const string DefaultSimulatorUrl = "http://127.0.0.1:5090";

    private readonly Option<string?> _data = Make<string?>("--data", "Folder for everything that is kept. [default: OrderingSystem in your local application data]", ParseText, null);
    private readonly Option<Uri?> _url = Make<Uri?>("--url", "Where the admin API and the web app listen; port 0 takes a free one. Beyond loopback only as https, with --tls-certificate.", ParseListen, new Uri("http://127.0.0.1:5080"));
    private readonly Option<Uri?> _stepFunctionsUrl = Make<Uri?>("--stepfunctions-url", "Where the Step Functions endpoint listens.", ParseLoopback, new Uri("http://127.0.0.1:8083"));
    private readonly Option<EngineApiAuthentication> _stepFunctionsAuth = Make("--stepfunctions-auth", "Who may call the Step Functions endpoint: sigv4 (requests signed with the keys of credentials.json), or none (every program on this machine).", ParseAuthentication, EngineApiAuthentication.SignatureV4);
    private readonly Option<Uri?> _carrierUrl = Make<Uri?>("--carrier-url", "The carrier. At the default address, and at port 0, Bob's Post's simulator runs in this process. A key that the carrier asks for is read from ORDERING_CARRIER_KEY alone.", ParseUrl, new Uri(DefaultSimulatorUrl));
    private readonly Option<ClockMode?> _clock = Make<ClockMode?>("--clock", "How time passes: real, x<factor> (x60 is sixty times as fast), or skip (idle time is skipped).", ParseClock, null);
    private readonly Option<bool> _noSampleData = Make("--no-sample-data", "Do not put 25 sample customers into a new data folder.", ParseFlag, false);
    private readonly Option<double> _faults = Make("--faults", "Share of the simulator's answers that go wrong, 0 to 1, all kinds of fault together.", ParseRate, 0d);
    private readonly Option<bool> _noIdempotency = Make("--no-idempotency", "The simulator forgets idempotency keys, as some real carriers do.", ParseFlag, false);
    private readonly Option<long> _seed = Make("--seed", "Seed of the simulator's faults and dispatch times.", ParseSeed, 1L);
    private readonly Option<Uri?> _smtp = Make<Uri?>("--smtp", "Mail server for notifications, smtp://user:password@host:port (STARTTLS, none on loopback) or smtps:// (TLS); without it they only go to the outbox.", ParseSmtp, null);
    private readonly Option<string?> _tlsCertificate = Make<string?>("--tls-certificate", "Certificate for https, PEM or PFX. A password for it is read from ORDERING_TLS_PASSWORD alone.", ParseText, null);
    private readonly Option<string?> _tlsKey = Make<string?>("--tls-key", "Its private key, PEM, where the certificate's file does not hold it.", ParseText, null);
    private readonly Option<Uri?> _webOrigin = Make<Uri?>("--web-origin", "Also let a development server of the web app, on loopback, sign in and call the API, for instance http://127.0.0.1:5173.", ParseLoopback, null);
    private readonly Option<string?> _mailFrom = Make<string?>("--mail-from", "Sender's address of notifications.", ParseText, "orders@example.com");

    private readonly Option<TimeSpan?> _retention = Make<TimeSpan?>("--retention", "How long executions are kept after their end: days, such as 90, an ISO 8601 duration, such as P90D or PT12H, or forever. Orders stay. [default: 90 days; for demo, forever]", ParseRetention, null);

    private readonly Option<Uri?> _eventsWebhook = Make<Uri?>("--events-webhook", "Where every start, end and redrive of an execution is posted, in EventBridge's shape, at least once; without it nowhere.", ParseUrl, null);

    private readonly Option<LogFormat> _log = Make("--log", "How log entries are written on standard error: text (warnings and worse), or json (also what is merely told).", ParseLog, LogFormat.Text);

    public IEnumerable<Option> All =>
        [_data, _url, _stepFunctionsUrl, _stepFunctionsAuth, _carrierUrl, _clock, _noSampleData, _faults, _noIdempotency, _seed, _smtp, _mailFrom, _eventsWebhook, _retention, _tlsCertificate, _tlsKey, _webOrigin, _log];

    /// <param name="defaultFolder">Used where neither option nor environment names one.</param>
    /// <param name="defaultRetention">Null keeps executions for ever.</param>
    public HostSettings Read(ParseResult line, ClockMode defaultClock, Func<string> defaultFolder, TimeSpan? defaultRetention)
    {
        var carrier = line.GetValue(_carrierUrl)!;
        var simulated = carrier.Port == 0 || carrier == new Uri(DefaultSimulatorUrl);
        var smtp = line.GetValue(_smtp);
        var user = smtp?.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        return new HostSettings(
            Path.GetFullPath(line.GetValue(_data) ?? defaultFolder()),
            line.GetValue(_url)!,
            line.GetValue(_stepFunctionsUrl)!,
            simulated ? carrier : new Uri(DefaultSimulatorUrl),
            simulated ? null : carrier,
            line.GetValue(_clock) ?? defaultClock,
            SampleData: !line.GetValue(_noSampleData),
            line.GetValue(_faults),
            line.GetValue(_noIdempotency),
            line.GetValue(_seed),
            smtp is null ? null : new SmtpSettings(smtp.Host, PortOf(smtp), SecurityOf(smtp), line.GetValue(_mailFrom)!,
                user is [{ Length: > 0 }, ..] ? user[0] : null, user is [_, _] ? user[1] : null))
        {
            Retention = line.GetValue(_retention) is not { } retention ? defaultRetention : retention == Timeout.InfiniteTimeSpan ? null : retention,
            CarrierKey = ReadCarrierKey(simulated ? null : carrier),
            EventsWebhook = line.GetValue(_eventsWebhook),
            StepFunctionsAuthentication = line.GetValue(_stepFunctionsAuth),
            Log = line.GetValue(_log),
            Telemetry = TelemetrySettings.Read(Environment.GetEnvironmentVariables()),
            Tls = ReadTls(line, line.GetValue(_url)!),
            WebOrigin = line.GetValue(_webOrigin),
        };
    }

    /// <summary>From the environment and not from the command line, which every program on the machine can read.</summary>
    private static string? ReadCarrierKey(Uri? elsewhere) => Environment.GetEnvironmentVariable("ORDERING_CARRIER_KEY") switch
    {
        null or "" => null,
        var key when !CarrierKeys.IsKey(key) => throw new HostStartException("ORDERING_CARRIER_KEY: a key is visible ASCII characters without spaces."),
        _ when elsewhere is { Scheme: "http", IsLoopback: false } => throw new HostStartException($"--carrier-url: '{elsewhere}' is plain http, over which ORDERING_CARRIER_KEY could be read on the way: write https."),
        var key => key,
    };

    /// <summary>Passwords and tokens go over the wire: beyond this machine only encrypted.</summary>
    private TlsSettings? ReadTls(ParseResult line, Uri url)
    {
        var (certificate, key) = (line.GetValue(_tlsCertificate), line.GetValue(_tlsKey));
        var isHttps = url.Scheme == Uri.UriSchemeHttps;
        return (isHttps, certificate) switch
        {
            (true, null) => throw new HostStartException($"--url: '{url}' needs a certificate: add --tls-certificate FILE, and --tls-key FILE where the key is apart."),
            (false, not null) => throw new HostStartException($"--url: '{url}' is plain http, where a certificate has no use: write https, or leave out --tls-certificate."),
            (false, null) when key is not null => throw new HostStartException("--tls-key: a key needs its certificate: add --tls-certificate FILE."),
            (false, null) => null,
            _ => new TlsSettings(Path.GetFullPath(certificate!), key is null ? null : Path.GetFullPath(key), Environment.GetEnvironmentVariable("ORDERING_TLS_PASSWORD")),
        };
    }

    /// <summary>The folder alone, for commands that only look at it.</summary>
    public string ReadDataFolder(ParseResult line) => Path.GetFullPath(line.GetValue(_data) ?? DefaultDataFolder());

    public static string DefaultDataFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "OrderingSystem");

    internal delegate T? Parse<T>(string text, out string? problem);

    /// <summary>An option that explains what is wrong with its value in one sentence, and takes its default from the environment.</summary>
    /// <param name="recursive">Subcommands take it, too.</param>
    internal static Option<T?> Make<T>(string name, string description, Parse<T> parse, T? fallback, bool recursive = true)
    {
        var variable = "ORDERING_" + name[2..].Replace('-', '_').ToUpperInvariant();
        var isFlag = typeof(T) == typeof(bool);
        return new Option<T?>(name)
        {
            Description = $"{description} ({variable})",
            Recursive = recursive,
            HelpName = isFlag ? null : name[2..].ToUpperInvariant(),
            Arity = isFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            CustomParser = result => Read(result, result.Tokens.Count == 0 ? "true" : result.Tokens[0].Value, name, parse),
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? Read(result, set, variable, parse) : fallback,
        };
    }

    private static T? Read<T>(ArgumentResult result, string text, string source, Parse<T> parse)
    {
        var value = parse(text, out var problem);
        if (problem is not null)
        {
            result.AddError($"{source}: '{text}' {problem}");
        }

        return value;
    }

    private static string? ParseText(string text, out string? problem)
    {
        problem = string.IsNullOrWhiteSpace(text) ? "is empty." : null;
        return text;
    }

    internal static bool ParseFlag(string text, out string? problem)
    {
        problem = bool.TryParse(text, out var value) ? null : "is neither true nor false.";
        return value;
    }

    private static Uri? ParseUrl(string text, out string? problem)
    {
        var good = Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        problem = good ? null : "is not an http address such as http://127.0.0.1:5080.";
        return url;
    }

    private static Uri? ParseListen(string text, out string? problem)
    {
        var url = ParseUrl(text, out problem);
        if (problem is not null)
        {
            return url;
        }

        if (url!.PathAndQuery != "/")
        {
            problem = "must have no path, for instance http://127.0.0.1:5080.";
        }
        else if (!IsLoopback(url) && url.Scheme != Uri.UriSchemeHttps)
        {
            problem = "is not a loopback address, and passwords and tokens would cross the network in the clear. Write https and add --tls-certificate FILE, or listen on loopback, for instance http://127.0.0.1:5080.";
        }
        else if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            problem = "is every address and none that people could type. Write the name or the address that they will type; a name listens on every address.";
        }

        return url;
    }

    internal static Uri? ParseLoopback(string text, out string? problem)
    {
        var url = ParseUrl(text, out problem);
        if (problem is null && !IsLoopback(url!))
        {
            problem = "is not a loopback address. This one is for this machine alone, for instance http://127.0.0.1:8083.";
        }
        else if (problem is null && (url!.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/"))
        {
            problem = "must be plain http without a path, for instance http://127.0.0.1:8083.";
        }

        return url;
    }

    private static int PortOf(Uri smtp) => smtp.Port > 0 ? smtp.Port : smtp.Scheme == "smtps" ? 465 : 587;

    private static SmtpSecurity SecurityOf(Uri smtp) => smtp.Scheme == "smtps" ? SmtpSecurity.Tls : IsLoopback(smtp) ? SmtpSecurity.None : SmtpSecurity.StartTls;

    private static bool IsLoopback(Uri url) => url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static ClockMode? ParseClock(string text, out string? problem)
    {
        problem = ClockMode.TryParse(text, out var mode) ? null : "is not real, skip, or x and a number, such as x60.";
        return mode;
    }

    private static EngineApiAuthentication ParseAuthentication(string text, out string? problem)
    {
        (var authentication, problem) = text switch
        {
            "sigv4" => (EngineApiAuthentication.SignatureV4, null),
            "none" => (EngineApiAuthentication.None, null),
            _ => (EngineApiAuthentication.SignatureV4, "is neither sigv4 nor none."),
        };
        return authentication;
    }

    private static LogFormat ParseLog(string text, out string? problem)
    {
        (var format, problem) = text switch
        {
            "text" => (LogFormat.Text, null),
            "json" => (LogFormat.Json, null),
            _ => (LogFormat.Text, "is neither text nor json."),
        };
        return format;
    }

    private static double ParseRate(string text, out string? problem)
    {
        problem = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1 ? null : "is not a number from 0 to 1.";
        return rate;
    }

    private static long ParseSeed(string text, out string? problem)
    {
        problem = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? null : "is not a whole number from 0.";
        return seed;
    }

    /// <returns><see cref="Timeout.InfiniteTimeSpan"/> for "forever".</returns>
    internal static TimeSpan? ParseRetention(string text, out string? problem)
    {
        problem = null;
        if (text == "forever")
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
        {
            return TimeSpan.FromDays(days);
        }

        try
        {
            if (XmlConvert.ToTimeSpan(text) is var duration && duration > TimeSpan.Zero)
            {
                return duration;
            }
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            // explained below
        }

        problem = "is neither a number of days above 0, such as 90, nor a duration, such as P90D or PT12H, nor forever.";
        return null;
    }

    private static Uri? ParseSmtp(string text, out string? problem)
    {
        problem = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "smtp" or "smtps" && url.Host.Length > 0 ? null : "is not of the form smtp://user:password@host:port.";
        return url;
    }
}
