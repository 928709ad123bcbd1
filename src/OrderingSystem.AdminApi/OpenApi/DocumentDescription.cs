using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>What the document says as a whole.</summary>
internal sealed class DocumentDescription : IOpenApiDocumentTransformer
{
    public const string Scheme = "oauth2";

    private static readonly Dictionary<string, string> ScopeMeanings = new(StringComparer.Ordinal)
    {
        [Scopes.OrdersRead] = "See orders, customers, notifications and the carrier.",
        [Scopes.OrdersWrite] = "Place and cancel orders, add and correct customers.",
        [Scopes.ExecutionsRead] = "See executions and their histories.",
        [Scopes.ExecutionsOperate] = "Decide, resume, redrive, stop.",
    };

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OrderingSystem admin API",
            Version = "v1",
            Description =
                """
                Orders, customers, executions and the carrier. JSON in camel case, times as RFC 3339 in UTC, errors as RFC 9457 problem documents whose `type` is stable.
                Lists answer `{"items": [...], "nextCursor": ...}`; the next page is asked for with `?cursor=`.
                """,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        var components = document.Components ??= new OpenApiComponents();
        document.AddComponent("Problem", await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancellationToken));
        components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "A bearer token: by authorization code with PKCE for people, by client credentials for programs.",
            Flows = new OpenApiOAuthFlows
            {
                AuthorizationCode = new OpenApiOAuthFlow
                {
                    AuthorizationUrl = new Uri("/connect/authorize", UriKind.Relative),
                    TokenUrl = new Uri("/connect/token", UriKind.Relative),
                    RefreshUrl = new Uri("/connect/token", UriKind.Relative),
                    Scopes = ScopeMeanings,
                },
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("/connect/token", UriKind.Relative), Scopes = ScopeMeanings },
            },
        };
    }
}
