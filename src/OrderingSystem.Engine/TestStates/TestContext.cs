using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.TestStates;

/// <summary>The context object of a state on its own: the client's, checked, or one of ours.</summary>
/// <remarks>The checks and their words are recorded from the service.</remarks>
internal static class TestContext
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["Execution"] = ["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"],
        ["State"] = ["EnteredTime", "Name", "RetryCount"],
        ["StateMachine"] = ["Id", "Name"],
        ["Task"] = ["Token"],
    };

    private static readonly HashSet<string> Numbers = new(["RedriveCount", "RetryCount"], StringComparer.Ordinal);

    /// <exception cref="StepFunctionsException">ValidationException.</exception>
    public static JsonObject Read(string text)
    {
        var context = Parse(text);
        foreach (var (name, value) in context)
        {
            if (name == "Map")
            {
                throw Invalid("'Map' field is not supported when mocking a Context object");
            }

            if (!Members.TryGetValue(name, out var members))
            {
                throw Invalid($"Field '{name}' is not allowed");
            }

            if (value is not JsonObject part)
            {
                throw Invalid($"{name} must be an object");
            }

            foreach (var (member, held) in part)
            {
                CheckMember(name, member, held, members);
            }
        }

        return context;
    }

    /// <param name="retryCount">Null where the state cannot be retried.</param>
    /// <param name="token">Null where the task waits for none.</param>
    public static JsonObject Make(TestIdentity identity, Payload input, string? roleArn, string stateName, DateTimeOffset now, int? retryCount, string? token) => JsonObject.Of(
        ("Execution", JsonObject.Of(
            ("Id", JsonValue.Of(identity.ExecutionArn)),
            ("Input", input.Value),
            ("Name", JsonValue.Of(identity.ExecutionName)),
            ("RoleArn", roleArn is null ? JsonValue.Null : JsonValue.Of(roleArn)),
            ("StartTime", JsonValue.Of(Rfc3339.Format(now))))),
        ("StateMachine", JsonObject.Of(("Id", JsonValue.Of(identity.StateMachineArn)), ("Name", JsonValue.Of(identity.StateMachineName)))),
        ("State", JsonObject.Of(
            ("Name", JsonValue.Of(stateName)),
            ("EnteredTime", JsonValue.Of(Rfc3339.Format(now))),
            ("RetryCount", retryCount is { } count ? JsonValue.Of(count) : null))),
        ("Task", token is null ? null : JsonObject.Of(("Token", JsonValue.Of(token)))));

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonValue.Parse(text) as JsonObject ?? throw Invalid("it must be a JSON object");
        }
        catch (JsonException notJson)
        {
            throw Invalid(notJson.Message);
        }
    }

    private static void CheckMember(string name, string member, JsonValue held, string[] members)
    {
        if (!members.Contains(member, StringComparer.Ordinal))
        {
            throw Invalid($"Field '{name}.{member}' is not allowed");
        }

        if (Numbers.Contains(member) ? held is not JsonNumber : member != "Input" && held is not JsonString)
        {
            throw Invalid($"{name}.{member} must be a {(Numbers.Contains(member) ? "number" : "string")}");
        }
    }

    private static StepFunctionsException Invalid(string problem) => StepFunctionsException.Validation($"Invalid Context object provided: {problem}");
}

/// <summary>The names of an execution that is none: the service shows those of an Express execution.</summary>
internal sealed record TestIdentity(string StateMachineArn, string StateMachineName, string ExecutionArn, string ExecutionName);
