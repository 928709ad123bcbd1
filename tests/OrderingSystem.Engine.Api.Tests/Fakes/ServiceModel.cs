using System.Text.Json.Nodes;

namespace OrderingSystem.Engine.Api.Tests.Fakes;

/// <summary>The members of every operation's request, by the service model of 2016-11-23: name, an exclamation mark where it is required, JSON type.</summary>
internal static class ServiceModel
{
    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["CreateActivity"] = "name!:string tags:array encryptionConfiguration:object",
        ["CreateStateMachine"] = "name!:string definition!:string roleArn!:string type:string loggingConfiguration:object tags:array tracingConfiguration:object publish:boolean versionDescription:string encryptionConfiguration:object",
        ["CreateStateMachineAlias"] = "description:string name!:string routingConfiguration!:array",
        ["DeleteActivity"] = "activityArn!:string",
        ["DeleteStateMachine"] = "stateMachineArn!:string",
        ["DeleteStateMachineAlias"] = "stateMachineAliasArn!:string",
        ["DeleteStateMachineVersion"] = "stateMachineVersionArn!:string",
        ["DescribeActivity"] = "activityArn!:string",
        ["DescribeExecution"] = "executionArn!:string includedData:string",
        ["DescribeMapRun"] = "mapRunArn!:string",
        ["DescribeStateMachine"] = "stateMachineArn!:string includedData:string",
        ["DescribeStateMachineAlias"] = "stateMachineAliasArn!:string",
        ["DescribeStateMachineForExecution"] = "executionArn!:string includedData:string",
        ["GetActivityTask"] = "activityArn!:string workerName:string",
        ["GetExecutionHistory"] = "executionArn!:string maxResults:number reverseOrder:boolean nextToken:string includeExecutionData:boolean",
        ["ListActivities"] = "maxResults:number nextToken:string",
        ["ListExecutions"] = "stateMachineArn:string statusFilter:string maxResults:number nextToken:string mapRunArn:string redriveFilter:string",
        ["ListMapRuns"] = "executionArn!:string maxResults:number nextToken:string",
        ["ListStateMachineAliases"] = "stateMachineArn!:string nextToken:string maxResults:number",
        ["ListStateMachineVersions"] = "stateMachineArn!:string nextToken:string maxResults:number",
        ["ListStateMachines"] = "maxResults:number nextToken:string",
        ["ListTagsForResource"] = "resourceArn!:string",
        ["PublishStateMachineVersion"] = "stateMachineArn!:string revisionId:string description:string",
        ["RedriveExecution"] = "executionArn!:string clientToken:string",
        ["SendTaskFailure"] = "taskToken!:string error:string cause:string",
        ["SendTaskHeartbeat"] = "taskToken!:string",
        ["SendTaskSuccess"] = "taskToken!:string output!:string",
        ["StartExecution"] = "stateMachineArn!:string name:string input:string traceHeader:string",
        ["StartSyncExecution"] = "stateMachineArn!:string name:string input:string traceHeader:string includedData:string",
        ["StopExecution"] = "executionArn!:string error:string cause:string",
        ["TagResource"] = "resourceArn!:string tags!:array",
        ["TestState"] = "definition!:string roleArn:string input:string inspectionLevel:string revealSecrets:boolean variables:string stateName:string mock:object context:string stateConfiguration:object",
        ["UntagResource"] = "resourceArn!:string tagKeys!:array",
        ["UpdateMapRun"] = "mapRunArn!:string maxConcurrency:number toleratedFailurePercentage:number toleratedFailureCount:number",
        ["UpdateStateMachine"] = "stateMachineArn!:string definition:string roleArn:string loggingConfiguration:object tracingConfiguration:object publish:boolean versionDescription:string encryptionConfiguration:object",
        ["UpdateStateMachineAlias"] = "stateMachineAliasArn!:string description:string routingConfiguration:array",
        ["ValidateStateMachineDefinition"] = "definition!:string type:string severity:string maxResults:number",
    };

    /// <summary>Values that no operation refuses for their form.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["name"] = "\"order\"",
        ["definition"] = """
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}"
            """,
        ["roleArn"] = "\"arn:aws:iam::123456789012:role/r\"",
        ["type"] = "\"STANDARD\"",
        ["loggingConfiguration"] = """{"level":"OFF"}""",
        ["tracingConfiguration"] = """{"enabled":false}""",
        ["encryptionConfiguration"] = """{"type":"AWS_OWNED_KEY"}""",
        ["tags"] = """[{"key":"team","value":"shipping"}]""",
        ["tagKeys"] = """["team"]""",
        ["publish"] = "true",
        ["routingConfiguration"] = $$"""[{"stateMachineVersionArn":"{{FakeEngine.StateMachineArn}}:1","weight":100}]""",
        ["activityArn"] = $"\"{FakeEngine.ActivityArn}\"",
        ["stateMachineArn"] = $"\"{FakeEngine.StateMachineArn}\"",
        ["stateMachineAliasArn"] = $"\"{FakeEngine.StateMachineArn}:live\"",
        ["stateMachineVersionArn"] = $"\"{FakeEngine.StateMachineArn}:1\"",
        ["resourceArn"] = $"\"{FakeEngine.StateMachineArn}\"",
        ["executionArn"] = $"\"{FakeEngine.ExecutionArn}\"",
        ["mapRunArn"] = $"\"{FakeEngine.MapRunArn}\"",
        ["includedData"] = "\"ALL_DATA\"",
        ["statusFilter"] = "\"RUNNING\"",
        ["redriveFilter"] = "\"REDRIVEN\"",
        ["inspectionLevel"] = "\"DEBUG\"",
        ["severity"] = "\"ERROR\"",
        ["input"] = "\"{}\"",
        ["output"] = "\"{}\"",
        ["variables"] = "\"{}\"",
        ["context"] = "\"{}\"",
        ["mock"] = """{"result":"{}"}""",
        ["stateConfiguration"] = """{"retrierRetryCount":1}""",
    };

    public static IReadOnlyCollection<string> Operations => Requests.Keys;

    public static IReadOnlyList<Member> MembersOf(string operation) =>
        [.. Requests[operation].Split(' ').Select(member => member.Split(':')).Select(parts => new Member(parts[0].TrimEnd('!'), parts[0].EndsWith('!'), parts[1]))];

    /// <summary>A request with every member but those that go with others alone.</summary>
    public static JsonObject Request(string operation)
    {
        var request = new JsonObject();
        foreach (var member in MembersOf(operation).Where(member => (operation, member.Name) is not ("ListExecutions", "mapRunArn" or "redriveFilter")))
        {
            request[member.Name] = JsonNode.Parse(Samples.GetValueOrDefault(member.Name) ?? member.Type switch { "number" => "1", "boolean" => "true", _ => "\"a\"" });
        }

        return request;
    }

    internal sealed record Member(string Name, bool IsRequired, string Type);
}
