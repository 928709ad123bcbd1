using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>An Assign field in a JSONPath state: <c>{ "attempts": 0, "customer.$": "$.customer" }</c>.</summary>
/// <remarks>All values see the variables as they were on entry; the new values are seen from the next state on.</remarks>
internal sealed record VariableAssignment(PayloadTemplate Template)
{
    public static VariableAssignment? Read(ObjectReader fields)
    {
        if (!fields.Has("Assign"))
        {
            return null;
        }

        if (fields.Value("Assign") is not JsonObject)
        {
            fields.Problem("Assign", "Expected value of type Object");
            return null;
        }

        return fields.Template("Assign") is { } template ? new VariableAssignment(template) : null;
    }

    public JsonObject Evaluate(StateContext context, Payload subject) => (JsonObject)context.Evaluate(Template, subject.Value);
}
