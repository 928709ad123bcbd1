using Microsoft.AspNetCore.Http.Metadata;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>What a route says of itself in the OpenAPI document, beside its scope and its path.</summary>
/// <remarks>
/// Each route below <c>/api</c> has <see cref="Documented"/> and at least one <see cref="Answers{T}"/>; a test holds that. 401 and 403 follow from its scope,
/// 500 from being a route, and the refusals of bodies from <see cref="ReadsBody{T}"/>.
/// </remarks>
internal static class RouteDocumentation
{
    /// <param name="operationId">In camel case, unique, and for good: generated clients name their functions after it.</param>
    /// <param name="tag">The resource, for example <c>Orders</c>.</param>
    /// <param name="summary">One sentence without its full stop.</param>
    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder route, string operationId, string tag, string summary, string? description = null)
    {
        route.WithName(operationId).WithTags(tag).WithSummary(summary);
        return description is null ? route : route.WithDescription(description);
    }

    /// <summary>The JSON that it answers with.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<T>(status, "application/json");

    /// <summary>A text that it answers with, in another media type than JSON.</summary>
    public static RouteHandlerBuilder AnswersText(this RouteHandlerBuilder route, string mediaType) =>
        route.Produces<string>(StatusCodes.Status200OK, mediaType);

    /// <summary>Answers with one JSON object a line, in another media type than JSON: its schema is that of a line.</summary>
    public static RouteHandlerBuilder AnswersLines<T>(this RouteHandlerBuilder route, string mediaType) =>
        route.Produces<T>(StatusCodes.Status200OK, mediaType);

    /// <summary>The body that it reads, with <see cref="Requests.JsonBody"/>.</summary>
    public static RouteHandlerBuilder ReadsBody<T>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new JsonBodyMetadata(typeof(T)), new ReadsJson());

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params ApiParameter[] parameters) =>
        route.WithMetadata([.. parameters.Select(parameter => new TakesParameter(parameter))]);

    /// <summary>The page parameters, <c>limit</c> and <c>cursor</c>.</summary>
    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder route) => route.Takes(ApiParameters.Limit, ApiParameters.Cursor);

    /// <param name="types">Of <see cref="Problems.ApiProblem"/>.</param>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params string[] types) => route.WithMetadata(new Refusals(types));

    // Without content types, so that routing leaves a wrong one to the reader of bodies, whose answer says what to send instead.
    private sealed class JsonBodyMetadata(Type type) : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => [];

        public Type RequestType => type;

        public bool IsOptional => false;
    }
}
