using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrderingSystem.AdminApi.Caching;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>Turns a route's metadata into its operation: parameters, refusals by status with their problem types, and the scope it needs.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    private static readonly string[] OfEveryRoute = [ApiProblem.Internal, ApiProblem.StoreUnavailable];

    private static readonly string[] OfBodies =
        [ApiProblem.BodyNotJson, ApiProblem.BodyTooLarge, ApiProblem.UnsupportedMediaType, ApiProblem.ValidationFailed];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document ?? throw new InvalidOperationException("Operations are described within their document.");
        DescribePathParameters(operation);
        foreach (var parameter in metadata.OfType<TakesParameter>())
        {
            (operation.Parameters ??= []).Add(ParameterOf(parameter.Parameter));
        }

        AddRefusals(operation, metadata, document);
        AddHeaders(operation, metadata, context.Description.HttpMethod);
        if (metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(DocumentDescription.Scheme, document)] = [.. metadata.OfType<RequiredScope>().TakeLast(1).Select(required => required.Scope)],
                },
            ];
        }

        return Task.CompletedTask;
    }

    /// <summary>The problem types that a route may answer with.</summary>
    internal static IReadOnlyList<ProblemKind> RefusalsOf(IEnumerable<object> metadata)
    {
        var known = metadata.ToList();
        IEnumerable<string> types = [.. known.OfType<Refusals>().SelectMany(refusals => refusals.Types), .. OfEveryRoute];
        if (known.OfType<ReadsJson>().Any())
        {
            types = types.Concat(OfBodies);
        }

        if (known.OfType<TakesParameter>().Any(takes => takes.Parameter.In == "query"))
        {
            types = types.Append(ApiProblem.QueryInvalid);
        }

        if (known.OfType<TakesParameter>().Any(takes => takes.Parameter is { In: "header", Required: true }))
        {
            types = types.Append(ApiProblem.HeaderInvalid);
        }

        if (known.OfType<IAuthorizeData>().Any())
        {
            types = types.Append(ApiProblem.Unauthenticated);
        }

        if (known.OfType<RequiredScope>().Any())
        {
            types = types.Append(ApiProblem.ScopeMissing);
        }

        return [.. types.Distinct(StringComparer.Ordinal).Select(ProblemCatalogue.Of).OrderBy(kind => kind.Status).ThenBy(kind => kind.Type, StringComparer.Ordinal)];
    }

    private static void DescribePathParameters(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= parameter.Name switch
            {
                "orderId" => "The order's id, for example O-7Q2M0C9T5V1H8K3X6B4D2F0R1N.",
                "customerId" => "The customer's id, for example C-0007.",
                "notificationId" => "The notification's id: the order's, a dot, and shipped or cancelled.",
                "eventId" => "The event's id, which counts from 1.",
                "jobId" => "The id that POST /api/decisions answered with.",
                "name" => "A name: of an execution (an order's is the order's id) or of a state machine.",
                _ => null,
            };
        }
    }

    private static OpenApiParameter ParameterOf(ApiParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Type switch
            {
                "integer" => JsonSchemaType.Integer,
                "boolean" => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
            Format = parameter.Format,
            Minimum = parameter.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(CultureInfo.InvariantCulture),
            MaxLength = parameter.MaxLength,
            Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(text => (JsonNode)text)],
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = parameter.In == "header" ? ParameterLocation.Header : ParameterLocation.Query,
            Description = parameter.Description,
            Required = parameter.Required,
            Schema = parameter.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Explode = !parameter.IsList,
            Style = parameter.In == "header" ? ParameterStyle.Simple : ParameterStyle.Form,
            Example = parameter.Example,
        };
    }

    private static void AddHeaders(OpenApiOperation operation, IList<object> metadata, string? method)
    {
        foreach (var status in new[] { "201", "202" })
        {
            if (operation.Responses?.GetValueOrDefault(status) is OpenApiResponse made)
            {
                AddHeader(made, "Location", "Where the resource is from now on.");
            }
        }

        if (method == HttpMethods.Get && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answer && ConditionalGetMiddleware.IsTagged(metadata))
        {
            AddHeader(answer, "ETag", "A digest of the answer.");
            operation.Responses["304"] = new OpenApiResponse { Description = "The caller has the answer already." };
            (operation.Parameters ??= []).Add(ParameterOf(new ApiParameter("If-None-Match", "header", "The ETag of an answer that the caller has.")));
        }
    }

    private static void AddHeader(OpenApiResponse response, string name, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static void AddRefusals(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        foreach (var refusals in RefusalsOf(metadata).GroupBy(kind => kind.Status))
        {
            var status = refusals.Key.ToString(CultureInfo.InvariantCulture);
            var response = new OpenApiResponse
            {
                Description = string.Join("\n", refusals.Select(kind => $"- `{kind.Type}`: {kind.Meaning}")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) },
                },
            };
            if (refusals.Key is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
                };
            }

            (operation.Responses ??= [])[status] = response;
        }
    }
}
