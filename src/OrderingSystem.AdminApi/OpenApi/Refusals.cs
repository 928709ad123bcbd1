namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>Endpoint metadata: problem types, beside those that every route of its kind has.</summary>
internal sealed record Refusals(IReadOnlyList<string> Types);

/// <summary>Endpoint metadata: a parameter.</summary>
internal sealed record TakesParameter(ApiParameter Parameter);

/// <summary>Endpoint metadata: the route reads a JSON body.</summary>
internal sealed record ReadsJson;
