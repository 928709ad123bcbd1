using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class OrdersEndpointsTests : IAsyncLifetime
{
    private const string Body = """{"customerId":"C-0001","items":[{"description":"Tea","quantity":2}],"note":"Ring twice."}""";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Place_ValidOrder_IsAcceptedAndFoundAtOnce()
    {
        var answer = await _api.SendAsync("POST", "/api/orders", Body, "key-1");

        answer.Status.Should().Be(202);
        var orderId = answer.Json["orderId"]!.GetValue<string>();
        answer.Location.Should().Be($"/api/orders/{orderId}");
        answer.Json.AsObject().Select(member => member.Key).Should().Equal(
            "orderId", "customerId", "customer", "items", "note", "status", "attention", "trackingNumber", "placedBy", "placedAt", "scheduledAt",
            "shippedAt", "notifiedAt", "executionArn");
        answer.Json["placedAt"]!.GetValue<string>().Should().Be("2026-03-02T09:30:15.123Z");
        answer.Json["status"]!.GetValue<string>().Should().Be("Placed");

        var found = await _api.SendAsync("GET", answer.Location!);
        found.Status.Should().Be(200);
        found.Json.ToJsonString().Should().Be(answer.Json.ToJsonString());
        (await _api.SendAsync("GET", $"{answer.Location}/timeline")).Json["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Place_Repeated_AnswersTheSameOrder()
    {
        var first = await _api.SendAsync("POST", "/api/orders", Body, "key-1");
        var second = await _api.SendAsync("POST", "/api/orders", Body.Replace(":", ": ", StringComparison.Ordinal), "key-1");

        second.Status.Should().Be(202);
        second.Json.ToJsonString().Should().Be(first.Json.ToJsonString());
        _api.Workflow.Executions.Should().Be(1);
    }

    [Fact]
    public async Task Place_OtherBodyUnderTheSameKey_IsAConflict()
    {
        await _api.SendAsync("POST", "/api/orders", Body, "key-1");

        var answer = await _api.SendAsync("POST", "/api/orders", Body.Replace("Tea", "Kettle", StringComparison.Ordinal), "key-1");

        answer.Status.Should().Be(409);
        answer.ProblemType.Should().Be(ApiProblem.IdempotencyKeyReused);
        _api.Workflow.Executions.Should().Be(1);
    }

    public static TheoryData<string, string, int, string, string?> Refusals => new()
    {
        { "unknown customer", """{"customerId":"C-9999","items":[{"description":"Tea","quantity":2}]}""", 422, ApiProblem.ValidationFailed, "customerId" },
        { "no customer", """{"items":[{"description":"Tea","quantity":2}]}""", 422, ApiProblem.ValidationFailed, "customerId" },
        { "no items", """{"customerId":"C-0001","items":[]}""", 422, ApiProblem.ValidationFailed, "items" },
        { "items left out", """{"customerId":"C-0001"}""", 422, ApiProblem.ValidationFailed, "items" },
        { "items null", """{"customerId":"C-0001","items":null}""", 422, ApiProblem.ValidationFailed, "items" },
        { "quantity 0", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":0}]}""", 422, ApiProblem.ValidationFailed, "items[0].quantity" },
        { "quantity -1", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1},{"description":"Tea","quantity":-1}]}""", 422, ApiProblem.ValidationFailed, "items[1].quantity" },
        { "quantity 1000", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1000}]}""", 422, ApiProblem.ValidationFailed, "items[0].quantity" },
        { "quantity missing", """{"customerId":"C-0001","items":[{"description":"Tea"}]}""", 422, ApiProblem.ValidationFailed, "items[0].quantity" },
        { "quantity a text", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":"2"}]}""", 422, ApiProblem.ValidationFailed, "items[0].quantity" },
        { "quantity a fraction", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1.5}]}""", 422, ApiProblem.ValidationFailed, "items[0].quantity" },
        { "description of 10 kB", $$"""{"customerId":"C-0001","items":[{"description":"{{new string('x', 10_240)}}","quantity":1}]}""", 422, ApiProblem.ValidationFailed, "items[0].description" },
        { "description empty", """{"customerId":"C-0001","items":[{"description":" ","quantity":1}]}""", 422, ApiProblem.ValidationFailed, "items[0].description" },
        { "description with NUL", """{"customerId":"C-0001","items":[{"description":"a\u0000b","quantity":1}]}""", 422, ApiProblem.ValidationFailed, "items[0].description" },
        { "item null", """{"customerId":"C-0001","items":[null]}""", 422, ApiProblem.ValidationFailed, "items[0].description" },
        { "note too long", $$"""{"customerId":"C-0001","items":[{"description":"Tea","quantity":1}],"note":"{{new string('x', 2_001)}}"}""", 422, ApiProblem.ValidationFailed, "note" },
        { "unknown field", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1}],"colour":"red"}""", 422, ApiProblem.ValidationFailed, "colour" },
        { "unknown field inside", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1,"colour":"red"}]}""", 422, ApiProblem.ValidationFailed, "items[0].colour" },
        { "field twice", """{"customerId":"C-0001","customerId":"C-0002","items":[{"description":"Tea","quantity":1}]}""", 422, ApiProblem.ValidationFailed, "customerId" },
        { "array", "[]", 422, ApiProblem.ValidationFailed, "body" },
        { "null", "null", 422, ApiProblem.ValidationFailed, "body" },
        { "empty", "", 400, ApiProblem.BodyNotJson, null },
        { "not JSON", "customerId=C-0001", 400, ApiProblem.BodyNotJson, null },
        { "truncated", """{"customerId":"C-0""", 400, ApiProblem.BodyNotJson, null },
        { "lone surrogate", """{"customerId":"\ud800"}""", 400, ApiProblem.BodyNotJson, null },
        { "two documents", "{}{}", 400, ApiProblem.BodyNotJson, null },
        { "too deep", new string('[', 1000), 400, ApiProblem.BodyNotJson, null },
        { "5 MB", $$"""{"customerId":"{{new string('x', 5 * 1024 * 1024)}}"}""", 413, ApiProblem.BodyTooLarge, null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Place_RefusedBody_NamesTheFieldAndStartsNothing(string what, string body, int status, string type, string? field)
    {
        var answer = await _api.SendAsync("POST", "/api/orders", body, "key-1");

        answer.Status.Should().Be(status, what);
        answer.MediaType.Should().Be("application/problem+json");
        answer.ProblemType.Should().Be(type);
        answer.Json["status"]!.GetValue<int>().Should().Be(status);
        if (field is not null)
        {
            answer.ErrorFields.Should().Contain(field);
        }

        _api.Workflow.StartCalls.Should().Be(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with space")]
    public async Task Place_BadIdempotencyKey_NamesTheHeader(string? key)
    {
        var answer = await _api.SendAsync("POST", "/api/orders", Body, key);

        answer.Status.Should().Be(400);
        answer.ProblemType.Should().Be(ApiProblem.HeaderInvalid);
        answer.ErrorFields.Should().Equal("Idempotency-Key");
        _api.Workflow.StartCalls.Should().Be(0);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Place_OtherMediaType_IsUnsupported(string mediaType)
    {
        var answer = await _api.SendAsync("POST", "/api/orders", Body, "key-1", mediaType);

        answer.Status.Should().Be(415);
        answer.ProblemType.Should().Be(ApiProblem.UnsupportedMediaType);
        _api.Workflow.StartCalls.Should().Be(0);
    }

    [Fact]
    public async Task Place_LargeBodyOfUnknownLength_IsTooLarge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "key-1");
        request.Content = new StreamContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"\"{new string('x', 2 * 1024 * 1024)}\"")));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        using var response = await _api.Client.SendAsync(request);

        ((int)response.StatusCode).Should().Be(413);
        _api.Workflow.StartCalls.Should().Be(0);
    }

    [Fact]
    public async Task Place_SeveralMistakes_NamesThemAll()
    {
        var answer = await _api.SendAsync("POST", "/api/orders", """{"customerId":"x","items":[{"description":"","quantity":0}]}""", "key-1");

        answer.ErrorFields.Should().BeEquivalentTo("customerId", "items[0].description", "items[0].quantity");
    }

    [Fact]
    public async Task Place_WorkflowDown_AsksToRepeat()
    {
        _api.Workflow.IsDown = true;

        var answer = await _api.SendAsync("POST", "/api/orders", Body, "key-1");

        answer.Status.Should().Be(503);
        answer.RetryAfter.Should().Be("2");
        answer.ProblemType.Should().Be(ApiProblem.WorkflowUnavailable);
    }

    [Theory]
    [InlineData("/api/orders/O-00000000000000000000000000")]
    [InlineData("/api/orders/nonsense")]
    [InlineData("/api/orders/O-00000000000000000000000000/timeline")]
    [InlineData("/api/nothing")]
    public async Task Get_Unknown_IsNotFound(string path)
    {
        var answer = await _api.SendAsync("GET", path);

        answer.Status.Should().Be(404);
        answer.ProblemType.Should().Be(ApiProblem.NotFound);
    }

    [Fact]
    public async Task Delete_Orders_IsNotAllowed()
    {
        var answer = await _api.SendAsync("DELETE", "/api/orders");

        answer.Status.Should().Be(405);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task List_Pages_FollowTheCursor()
    {
        for (var number = 0; number < 3; number++)
        {
            await _api.Orders.TryAddAsync(Samples.OrderOf($"{number}", Samples.Start.AddSeconds(number)), [], default);
        }

        var first = await _api.SendAsync("GET", "/api/orders?limit=2");
        var second = await _api.SendAsync("GET", $"/api/orders?limit=2&cursor={first.Json["nextCursor"]}");

        first.Json["items"]!.AsArray().Should().HaveCount(2);
        second.Json["items"]!.AsArray().Should().ContainSingle();
        second.Json["nextCursor"].Should().BeNull();
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=!!", "cursor")]
    [InlineData("status=Lost", "status")]
    [InlineData("status=1", "status")]
    [InlineData("attention=maybe", "attention")]
    [InlineData("customerId=%27%20OR%201=1", "customerId")]
    [InlineData("limit=1&limit=2", "limit")]
    public async Task List_BadQuery_NamesTheParameter(string query, string parameter)
    {
        var answer = await _api.SendAsync("GET", $"/api/orders?{query}");

        answer.Status.Should().Be(400);
        answer.ErrorFields.Should().Equal(parameter);
    }

    [Fact]
    public async Task Decide_WaitingOrder_ResumesItAndNeverShowsTheToken()
    {
        var order = WaitingOrder("a");
        await _api.Orders.TryAddAsync(order, [], default);
        _api.Workflow.Await(order.Attention!.Token!.Value);

        var before = await _api.SendAsync("GET", "/api/orders?attention=true");
        var answer = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/decision", """{"decision":"retry","note":"Address corrected."}""");
        var again = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/decision", """{"decision":"retry"}""");

        before.Json["items"]![0]!["attention"]!["state"]!.GetValue<string>().Should().Be("BookShipment");
        before.Json.ToJsonString().Should().NotContain("secret-token");
        answer.Status.Should().Be(200);
        answer.Json["attention"].Should().BeNull();
        _api.Workflow.Decisions.Should().ContainSingle().Which.Note.Should().Be("Address corrected.");
        again.Status.Should().Be(409);
        again.ProblemType.Should().Be(ApiProblem.NothingWaits);
    }

    [Fact]
    public async Task Decide_TokenOfThePast_IsSuperseded()
    {
        var order = WaitingOrder("a");
        await _api.Orders.TryAddAsync(order, [], default);

        var answer = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/decision", """{"decision":"cancel"}""");

        answer.Status.Should().Be(409);
        answer.ProblemType.Should().Be(ApiProblem.DecisionSuperseded);
    }

    [Theory]
    [InlineData("""{"decision":"forget"}""", "decision")]
    [InlineData("{}", "decision")]
    [InlineData("""{"decision":"Retry"}""", "decision")]
    public async Task Decide_UnknownWord_NamesTheField(string body, string field)
    {
        var answer = await _api.SendAsync("POST", "/api/orders/O-00000000000000000000000000/decision", body);

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal(field);
    }

    private static Order WaitingOrder(string key) => Samples.OrderOf(key) with
    {
        Attention = new Attention("BookShipment", "BookingRefusedException", "No such street.", Samples.Start, 0, new TaskToken("secret-token")),
    };
}
