using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.States.Task;

/// <summary>The role that a task runs under in place of the machine's own: <c>"Credentials": { "RoleArn.$": "$.roleArn" }</c>.</summary>
/// <param name="Template">Null in JSONata, where <paramref name="Query"/> is set.</param>
internal sealed record CredentialsField(PayloadTemplate? Template, JsonataTemplate? Query)
{
    public string? RoleArn(StateContext context, Payload input)
    {
        var value = Template is not null ? context.Evaluate(Template, input.Value) : Query?.Evaluate(context, default);
        return ((value as JsonObject)?["RoleArn"] as JsonString)?.Value;
    }
}
