using System.Text.Json.Serialization;

namespace BobsPost.Simulator;

/// <summary>RFC 9457 problem details.</summary>
/// <param name="Errors">What is wrong by field: a path in the body (<c>parcels[0].quantity</c>), a header or a query parameter.</param>
/// <param name="ShippedAt">Only where a shipment cannot be cancelled any more.</param>
internal sealed record CarrierProblem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ShippedAt = null)
{
    public const string ContentType = "application/problem+json";

    public static CarrierProblem Of(int status, string kind, string title, string detail) =>
        new($"https://bobs-post.example/problems/{kind}", title, status, detail);

    public static CarrierProblem Invalid(int status, IReadOnlyDictionary<string, string[]> errors) =>
        Of(status, "invalid-request", "The request is not valid.", Describe(errors)) with
        {
            Errors = errors,
        };

    public static CarrierProblem Invalid(int status, string field, string message) =>
        Invalid(status, new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    public static string Describe(IReadOnlyDictionary<string, string[]> errors) =>
        string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));

    public IResult ToResult() => TypedResults.Json(this, SimulatorJson.Default.CarrierProblem, ContentType, Status);
}
