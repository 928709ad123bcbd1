using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>Sends requests signed with the SDK's Signature Version 4 signer. It tries once: retrying is the state machine's affair.</summary>
public sealed class AwsHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    /// <param name="transport">Null for a network connection of its own.</param>
    /// <param name="clock">Dates signatures: the time of day, whatever the engine's clock shows.</param>
    public AwsHttp(AwsEndpoints endpoints, HttpMessageHandler? transport = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        Endpoints = endpoints;
        _clock = clock ?? TimeProvider.System;
        _http = new HttpClient(transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the Task state has one
        };
    }

    internal AwsEndpoints Endpoints { get; }

    public void Dispose() => _http.Dispose();

    /// <param name="path">Below the endpoint, escaped.</param>
    /// <exception cref="EndpointException">The service's endpoint is not configured.</exception>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    internal async Task<AwsAnswer> PostAsync(
        AwsService service, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers, byte[] body, CancellationToken cancellationToken)
    {
        var endpoint = Endpoints.Of(service);
        using var request = Sign(service, endpoint, path, query, headers, body);
        using var response = await _http.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new AwsAnswer(
            response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
            content);
    }

    private HttpRequestMessage Sign(
        AwsService service, Uri endpoint, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var credentials = Endpoints.Credentials;
        using var unsigned = new DefaultRequest(new Call(), service.SigningName)
        {
            HttpMethod = "POST",
            Endpoint = endpoint,
            ResourcePath = path,
            Content = body,
            AuthenticationRegion = Endpoints.Region,
            OverrideSigningServiceName = service.SigningName,
        };
        foreach (var (name, value) in headers)
        {
            unsigned.Headers[name] = value;
        }

        foreach (var (name, value) in query)
        {
            unsigned.ParameterCollection.Add(name, value);
        }

        unsigned.UseQueryString = query.Count > 0;
        if (credentials.UseToken)
        {
            unsigned.Headers["X-Amz-Security-Token"] = credentials.Token;
        }

        var config = new Config(endpoint.AbsoluteUri, Endpoints.Region, service.SigningName);
        var signature = new AWS4Signer().SignRequest(unsigned, config, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, _clock.GetUtcNow().UtcDateTime);
        var target = new UriBuilder(endpoint)
        {
            Path = endpoint.AbsolutePath.TrimEnd('/') + path,
            Query = string.Join('&', query.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}")),
        };
        var message = new HttpRequestMessage(HttpMethod.Post, target.Uri) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in unsigned.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                _ = message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        _ = message.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("OrderingSystem.Engine", null));
        return message;
    }

    private sealed class Call : AmazonWebServiceRequest;

    private sealed class Config : ClientConfig
    {
        public Config(string url, string region, string service)
            : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
        {
            ServiceId = service;
            (ServiceURL, AuthenticationRegion, AuthenticationServiceName) = (url, region, service);
            RegionEndpointServiceName = service;
        }

        public override string RegionEndpointServiceName { get; }

        public override string ServiceVersion => string.Empty;

        public override string UserAgent => "OrderingSystem.Engine";

        public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
    }
}
