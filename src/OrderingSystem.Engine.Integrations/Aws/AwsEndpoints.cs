using Amazon.Runtime;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>Where services are, and with what requests to them are signed.</summary>
public sealed class AwsEndpoints
{
    private readonly Func<string, string?> _variable;

    /// <param name="variable">Gives the value of an environment variable; null where it is not set.</param>
    /// <param name="region">Signed for, where <c>AWS_REGION</c> and <c>AWS_DEFAULT_REGION</c> say nothing.</param>
    public AwsEndpoints(Func<string, string?> variable, string region = "us-east-1")
    {
        ArgumentNullException.ThrowIfNull(variable);
        _variable = variable;
        Region = Read("AWS_REGION") ?? Read("AWS_DEFAULT_REGION") ?? region;
        Credentials = Read("AWS_ACCESS_KEY_ID") is { } id && Read("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new ImmutableCredentials(id, secret, Read("AWS_SESSION_TOKEN"))
            : new ImmutableCredentials("local", "local", token: null); // stand-ins of services take any
    }

    public static AwsEndpoints FromEnvironment() => new(Environment.GetEnvironmentVariable);

    internal string Region { get; }

    internal ImmutableCredentials Credentials { get; }

    /// <exception cref="EndpointException">The variable is not set, or is no http address; the message says so.</exception>
    internal Uri Of(AwsService service) => Read(service.EndpointVariable) switch
    {
        null => throw new EndpointException(
            $"This engine does not know where {service.OptimisedPrefix} is: set {service.EndpointVariable}, for instance to http://127.0.0.1:8000, and start it again."),
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) => url,
        var text => throw new EndpointException($"{service.EndpointVariable} is '{text}', which is no http address such as http://127.0.0.1:8000."),
    };

    internal bool Has(AwsService service) => Read(service.EndpointVariable) is not null;

    private string? Read(string name) => _variable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>A service cannot be called as this engine is configured.</summary>
internal sealed class EndpointException(string message) : Exception(message);
