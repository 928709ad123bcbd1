using System.Net;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;

namespace OrderingSystem.Engine.Api.Tests.Actions;

public sealed class ValidateStateMachineDefinitionTests
{
    private const string Valid = """{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}""";

    [Theory]
    [InlineData(Valid, """{"result":"OK","diagnostics":[],"truncated":false}""")]
    [InlineData("{}", """{"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"SCHEMA_VALIDATION_FAILED","message":"These fields are required: [States, StartAt]","location":"/"}],"truncated":false}""")]
    public async Task Validate_Definition_AnswersAsRecordedFromAws(string definition, string expected)
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

        var (status, answer, _) = await server.PostAsync("ValidateStateMachineDefinition", JsonSerializer.Serialize(new { definition, type = "STANDARD" }));

        status.Should().Be(HttpStatusCode.OK);
        answer.Should().Be(expected);
    }

    [Theory]
    [InlineData(0, 3, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 3, false)]
    public async Task Validate_MoreProblemsThanWanted_IsTruncated(int maxResults, int count, bool isTruncated)
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);
        const string definition = """{"StartAt":"A","States":{"A":1,"B":2,"C":3}}""";

        var (_, answer, _) = await server.PostAsync("ValidateStateMachineDefinition", JsonSerializer.Serialize(new { definition, maxResults }));

        using var document = JsonDocument.Parse(answer);
        document.RootElement.GetProperty("diagnostics").GetArrayLength().Should().Be(count);
        document.RootElement.GetProperty("truncated").GetBoolean().Should().Be(isTruncated);
    }
}
