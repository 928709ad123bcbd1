using System.Net;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>The operations on Map runs, from the request's JSON to the engine and back.</summary>
public sealed class MapRunActionsTests : IAsyncLifetime
{
    private EngineApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task DescribeMapRun_UnderWay_HasEveryMember()
    {
        var answer = await CallAsync("DescribeMapRun", $$"""{"mapRunArn":"{{FakeEngine.MapRunArn}}"}""");

        answer.GetProperty("status").GetString().Should().Be("RUNNING");
        answer.GetProperty("toleratedFailurePercentage").GetDouble().Should().Be(12.5);
        answer.GetProperty("itemCounts").GetProperty("pending").GetInt32().Should().Be(3);
        answer.GetProperty("executionCounts").GetProperty("total").GetInt32().Should().Be(0, "the items are not read yet");
        answer.TryGetProperty("stopDate", out _).Should().BeFalse();
    }

    [Fact]
    public async Task ListMapRuns_Page_IsPassedOn()
    {
        var answer = await CallAsync("ListMapRuns", $$"""{"executionArn":"{{FakeEngine.ExecutionArn}}","maxResults":5,"nextToken":"n"}""");

        answer.GetProperty("nextToken").GetString().Should().Be("more");
        answer.GetProperty("mapRuns")[0].GetProperty("mapRunArn").GetString().Should().Be(FakeEngine.MapRunArn);
        _server.Engine.Calls.Should().ContainSingle().Which.Should().Equal(FakeEngine.ExecutionArn, new PageRequest(5, "n"));
    }

    [Fact]
    public async Task UpdateMapRun_SomeBounds_LeavesTheOthers()
    {
        _ = await CallAsync("UpdateMapRun", $$"""{"mapRunArn":"{{FakeEngine.MapRunArn}}","maxConcurrency":0,"toleratedFailurePercentage":2.5}""");

        _server.Engine.Calls.Should().ContainSingle().Which.Should().Equal(new UpdateMapRunRequest(FakeEngine.MapRunArn, 0, null, 2.5));
    }

    [Theory]
    [InlineData("UpdateMapRun", "{\"mapRunArn\":\"arn:aws:states:us-east-1:1:mapRun:m/l:r\",\"toleratedFailurePercentage\":100.5}", "ValidationException")]
    [InlineData("DescribeMapRun", "{\"mapRunArn\":\"arn:aws:states:us-east-1:1:execution:m:r\"}", "InvalidArn")]
    [InlineData("ListExecutions", "{\"mapRunArn\":\"arn:aws:states:us-east-1:1:mapRun:m/l:r\",\"stateMachineArn\":\"arn:aws:states:us-east-1:1:stateMachine:m\"}", "ValidationException")]
    [InlineData("ListExecutions", "{}", "ValidationException")]
    public async Task Call_WrongRequest_IsRefusedBeforeTheEngine(string operation, string request, string code)
    {
        var (status, body, _) = await _server.PostAsync(operation, request);

        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Contain(code);
        _server.Engine.Calls.Should().BeEmpty();
    }

    private async Task<JsonElement> CallAsync(string operation, string request)
    {
        var (status, body, _) = await _server.PostAsync(operation, request);
        status.Should().Be(HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }
}
