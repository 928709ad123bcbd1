using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;

namespace OrderingSystem.Infra;

/// <summary>What differs between deployments; each is a context value of the same name in camel case: <c>-c stage=prod</c>.</summary>
public sealed partial record DeploymentSettings
{
    private const string DefaultWebAdapterVersion = "30";

    /// <summary>Part of every name, so that stages can share an account: lower-case letters and digits, up to 12.</summary>
    public required string Stage { get; init; }

    /// <summary>Bob's Post: an absolute https address.</summary>
    public required string CarrierUrl { get; init; }

    /// <summary>The secret in Secrets Manager with Bob's Post's key, by its whole ARN; null where Bob's Post asks for none. Somebody puts it there: a value in a template would be readable in CloudFormation.</summary>
    public string? CarrierSecretArn { get; init; }

    /// <summary>Customers who asked for text messages get them by SNS; otherwise a person calls them. The account needs to be out of SNS's sandbox for that, and a monthly limit.</summary>
    public bool SendsTextMessages { get; init; }

    /// <summary>Sender of customers' e-mails; its domain or itself is verified with SES in the same region.</summary>
    public required string EmailFrom { get; init; }

    /// <summary>Where alarms go; null for nowhere but the topic.</summary>
    public string? OpsEmail { get; init; }

    /// <summary>The web app's own domain, with <see cref="CertificateArn"/>; null for the one that CloudFront gives.</summary>
    public string? Domain { get; init; }

    /// <summary>A certificate for <see cref="Domain"/>, in us-east-1, where CloudFront looks for it.</summary>
    public string? CertificateArn { get; init; }

    /// <summary>Where the web app is without a domain of its own: the address that CloudFront gave it, known after the first deployment.</summary>
    public string? WebOrigin { get; init; }

    /// <summary>Version of the public layer <c>LambdaAdapterLayerX86</c>; 30 is Lambda Web Adapter 1.1.0.</summary>
    public string WebAdapterVersion { get; init; } = DefaultWebAdapterVersion;

    /// <summary>The web app's own address; null as long as it is not known.</summary>
    public string? WebAddress => Domain is { } domain ? $"https://{domain}" : WebOrigin?.TrimEnd('/');

    public bool IsProduction => Stage == "prod";

    /// <summary>Data of production outlives its stack.</summary>
    public RemovalPolicy DataRemoval => IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    public RetentionDays LogRetention => IsProduction ? RetentionDays.ONE_YEAR : RetentionDays.ONE_MONTH;

    /// <summary>The name of a resource: <c>ordering-prod-order</c>.</summary>
    public string Name(string part) => $"ordering-{Stage}-{part}";

    /// <exception cref="ArgumentException">A value is missing or not what it has to be; the message says which.</exception>
    public static DeploymentSettings Read(Func<string, string?> context)
    {
        var settings = new DeploymentSettings
        {
            Stage = context("stage") ?? "dev",
            CarrierUrl = Required(context, "carrierUrl"),
            CarrierSecretArn = context("carrierSecretArn"),
            SendsTextMessages = YesOrNo(context, "textMessages"),
            EmailFrom = Required(context, "emailFrom"),
            OpsEmail = context("opsEmail"),
            Domain = context("domain"),
            CertificateArn = context("certificateArn"),
            WebOrigin = context("webOrigin"),
            WebAdapterVersion = context("webAdapterVersion") ?? DefaultWebAdapterVersion,
        };
        if (!StageName().IsMatch(settings.Stage))
        {
            throw new ArgumentException("stage is 1 to 12 lower-case letters and digits.", nameof(context));
        }

        if (!Uri.TryCreate(settings.CarrierUrl, UriKind.Absolute, out var carrier) || carrier.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("carrierUrl is an absolute https address.", nameof(context));
        }

        if (settings.CarrierSecretArn is { } secret && !SecretArn().IsMatch(secret))
        {
            throw new ArgumentException(
                "carrierSecretArn is the whole ARN of a secret, with the six characters at its end: arn:aws:secretsmanager:eu-west-1:123456789012:secret:bobs-post-AbCdEf.", nameof(context));
        }

        if (settings.WebOrigin is { } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var web) || web.Scheme != Uri.UriSchemeHttps || web.PathAndQuery != "/"))
        {
            throw new ArgumentException("webOrigin is https:// and a host name, without a path.", nameof(context));
        }

        return (settings.Domain is null) == (settings.CertificateArn is null)
            ? settings
            : throw new ArgumentException("domain and certificateArn go together.", nameof(context));
    }

    private static bool YesOrNo(Func<string, string?> context, string name) => context(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new ArgumentException($"{name} is true or false.", nameof(context)),
    };

    private static string Required(Func<string, string?> context, string name) =>
        context(name) is { Length: > 0 } value ? value : throw new ArgumentException($"Give -c {name}=…", nameof(context));

    [GeneratedRegex("^[a-z0-9]{1,12}$", RegexOptions.None, 1000)]
    private static partial Regex StageName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$", RegexOptions.None, 1000)]
    private static partial Regex SecretArn();
}
