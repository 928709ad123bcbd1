using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>Resource and Parameters, in JSONata Arguments, of an ItemReader or a ResultWriter.</summary>
internal sealed record S3Call(string Resource, PayloadTemplate? Parameters, JsonataTemplate? Arguments)
{
    /// <returns>Null where the object has no Resource, or one that is not among the allowed.</returns>
    public static S3Call? Read(ObjectReader fields, QueryLanguage language, params ReadOnlySpan<string> actions)
    {
        var parametersName = language == QueryLanguage.Jsonata ? "Arguments" : "Parameters";
        if (fields.Text("Resource") is not { } resource)
        {
            return null;
        }

        var known = false;
        foreach (var action in actions)
        {
            known |= resource.StartsWith("arn:aws", StringComparison.Ordinal) && resource.EndsWith(":states:::s3:" + action, StringComparison.Ordinal);
        }

        if (!known)
        {
            fields.Problem("Resource", $"The field 'Resource' should be the ARN of one of these actions: [{string.Join(", ", actions.ToArray().Select(action => "s3:" + action))}]");
        }

        _ = fields.RequiredObject(parametersName);
        return language == QueryLanguage.Jsonata
            ? new S3Call(resource, null, JsonataTemplate.Read(fields, parametersName))
            : new S3Call(resource, fields.Template(parametersName), null);
    }

    public JsonValue Evaluate(StateContext context, Payload input) =>
        Arguments is not null ? Arguments.Evaluate(context, default) : context.Evaluate(Parameters!, input.Value);
}
