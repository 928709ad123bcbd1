namespace OrderingSystem.Engine.Tasks;

/// <summary>What went over the wire when an HTTP Task was tested.</summary>
/// <param name="Response">Null where none came.</param>
/// <remarks>API Reference, InspectionDataRequest and InspectionDataResponse.</remarks>
public sealed record HttpExchange(HttpExchangeRequest Request, HttpExchangeResponse? Response);

/// <param name="Protocol"><c>https</c> or <c>http</c>.</param>
/// <param name="Body">Null where none was sent.</param>
public sealed record HttpExchangeRequest(string Protocol, string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, string? Body);

/// <param name="StatusMessage"><c>OK</c>.</param>
public sealed record HttpExchangeResponse(string Protocol, int StatusCode, string StatusMessage, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body);

/// <summary>Somebody looks at what a call sends and receives.</summary>
/// <param name="Show">Called once, after the answer, or when there will be none.</param>
/// <param name="RevealSecrets">Also what the connection adds to the request: its credentials, and its headers, query parameters and members of the body.</param>
public sealed record HttpInspection(Action<HttpExchange> Show, bool RevealSecrets);
