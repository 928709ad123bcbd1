using System.Globalization;
using System.Text;
using OrderingSystem.AdminApi.Problems;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>Writes <c>docs/api.md</c>.</summary>
internal static class ApiTable
{
    private const string Introduction =
        """
        # The admin API

        Made from the table of the routes' tests (`RouteCases`): do not edit. Each answer and each refusal below is asked for by a test, which holds it against the document. The whole contract is [openapi/v1.json](openapi/v1.json), served at `/openapi/v1.json`, with a page at `/docs`.

        - JSON in camel case; times as RFC 3339 in UTC; members of answers are always there, null where there is nothing.
        - Every error is a problem document (RFC 9457), `application/problem+json`, with a stable `type` from the table below, and `errors` by field where fields are at fault.
        - Lists answer `{"items": [...], "nextCursor": ...}`; `?cursor=` asks for the next page, with the same filters.
        - A GET that answers with JSON has a strong `ETag`; with `If-None-Match` it answers 304. `PUT /api/customers/{customerId}` honours `If-Match`.
        - 429 and 503 come with `Retry-After`, in seconds.
        - `Idempotency-Key`: of it, a hash is kept, as the id of what it made (an order's id is derived from it), beside the hash of the request; both for as long as the order or customer itself, so
          longer than a day. The same request again has the same answer; another one under the same key is 409.
        - Every route below needs a bearer token, and its scope: without a token 401, without the scope 403.

        ## Routes

        """;

    private const string Erasure =
        """

        ## Erasing a customer

        `POST /api/customers/{customerId}/erase` is refused while an order of theirs is not done. It takes name, e-mail address, phone number and postal address out of the customer's record and its history,
        out of the snapshots on their orders, and recipient and text out of the notifications. In the orders' timelines, and in the orders' notes, whatever people or the carrier worded goes, too. The orders stay: id,
        customer id, items, times, status, tracking number. The customer id is then a number without a person.

        What stays elsewhere, and for how long:

        - Executions never held contact details. Their inputs have the order's note and the items; those of cancellations and decisions have the reasons that people gave. No Step Functions service lets one change a
          history: AWS forgets it 90 days after its execution ended. Personal data does not belong into notes and reasons.
        - The carrier has the recipient's name and address: the company asks Bob's Post itself. A mail server has what was sent.
        - On AWS the delivery ledger's rows expire 30 days after they were made.
        - Free pages of the database file and backups keep what was there until they are overwritten or thrown away.
        """;

    public static string Write(IReadOnlyList<ApiRoute> routes)
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        text.Append("| route | operation | scope | answers | refuses |\n| --- | --- | --- | --- | --- |\n");
        foreach (var route in routes)
        {
            var answers = RouteCases.Of(route.OperationId).Where(one => one.Problem is null).Select(one => one.Status).Distinct().Order()
                .Select(status => status.ToString(CultureInfo.InvariantCulture) + TypeOf(route, status));
            var refusals = RouteCases.ProblemsOf(route).Distinct(StringComparer.Ordinal).Select(ProblemCatalogue.Of)
                .OrderBy(kind => kind.Status).ThenBy(kind => kind.Type, StringComparer.Ordinal)
                .Where(kind => kind.Type is not (ApiProblem.Unauthenticated or ApiProblem.ScopeMissing or ApiProblem.Internal or ApiProblem.StoreUnavailable))
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Status} {Short(kind.Type)}"));
            text.Append(CultureInfo.InvariantCulture, $"| `{route.Method} {route.Pattern}` | {route.OperationId} | {route.Scope ?? "none"} | {string.Join(", ", answers)} | {string.Join(", ", refusals)} |\n");
        }

        text.Append("\n401 unauthenticated, 403 scope-missing, 500 internal and 503 store-unavailable may come from any of them.\n\n## Problem types\n\nEach begins with `urn:ordering-system:problem:`.\n\n");
        text.Append("| type | status | what it means |\n| --- | --- | --- |\n");
        foreach (var kind in ProblemCatalogue.All.OrderBy(kind => kind.Status).ThenBy(kind => kind.Type, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Short(kind.Type)} | {kind.Status} | {kind.Meaning} |\n");
        }

        return text.Append(Erasure.ReplaceLineEndings("\n")).Append('\n').ToString();
    }

    /// <summary>What it is written in, where that is not JSON.</summary>
    private static string TypeOf(ApiRoute route, int status) =>
        route.Answers.First(answer => answer.StatusCode == status).ContentTypes.FirstOrDefault() is { } type && type != "application/json" ? $" `{type}`" : string.Empty;

    private static string Short(string type) => type[(type.LastIndexOf(':') + 1)..];
}
