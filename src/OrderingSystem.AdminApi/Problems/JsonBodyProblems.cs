using OrderingSystem.AdminApi.Requests;

namespace OrderingSystem.AdminApi.Problems;

internal static class JsonBodyProblems
{
    public static ApiProblem TooLarge { get; } = new(
        ApiProblem.BodyTooLarge,
        "The body is too large.",
        StatusCodes.Status413PayloadTooLarge,
        $"A body has up to {JsonBody.MaxBytes} bytes.");

    public static ApiProblem WrongMediaType { get; } = new(
        ApiProblem.UnsupportedMediaType,
        "The body's media type is not supported.",
        StatusCodes.Status415UnsupportedMediaType,
        "Send application/json in UTF-8.");

    public static ApiProblem NotJson(string detail) =>
        new(ApiProblem.BodyNotJson, "The body is not JSON.", StatusCodes.Status400BadRequest, detail);
}
