using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>
/// How many items a child of a Distributed Map gets: <c>"ItemBatcher": { "MaxItemsPerBatch": 10, "BatchInput": { … } }</c>.
/// </summary>
/// <remarks>Step Functions Developer Guide, "ItemBatcher (Map)".</remarks>
internal sealed record ItemBatcherField(NumberField? MaxItems, NumberField? MaxBytes, PayloadTemplate? Template, JsonataTemplate? Query)
{
    private const string MaxItemsName = "MaxItemsPerBatch";
    private const string MaxBytesName = "MaxInputBytesPerBatch";

    public static ItemBatcherField? Read(ObjectReader state, QueryLanguage language)
    {
        if (state.Object("ItemBatcher") is not { } fields)
        {
            return null;
        }

        var items = NumberField.Read(fields, language, MaxItemsName, isWhole: true);
        var bytes = NumberField.Read(fields, language, MaxBytesName, isWhole: true);
        var batcher = language == QueryLanguage.Jsonata
            ? new ItemBatcherField(items, bytes, null, JsonataTemplate.Read(fields, "BatchInput"))
            : new ItemBatcherField(items, bytes, fields.Template("BatchInput"), null);
        if (!(fields.Has(MaxItemsName) || fields.Has(MaxItemsName + "Path") || fields.Has(MaxBytesName) || fields.Has(MaxBytesName + "Path")))
        {
            fields.Problem(null, $"At least one of these fields is required: [{MaxItemsName}, {MaxBytesName}]");
        }

        fields.RejectOthers();
        return batcher;
    }

    public Payload Evaluate(StateContext context, Payload input) => Payload.FromValue(JsonObject.Of(
        (MaxItemsName, Number(MaxItems, context, input)),
        (MaxBytesName, Number(MaxBytes, context, input)),
        ("BatchInput", Query is not null ? Query.Evaluate(context, default) : Template is not null ? context.Evaluate(Template, input.Value) : null)));

    private static JsonNumber? Number(NumberField? field, StateContext context, Payload input) => field?.Evaluate(context, input) switch
    {
        null => null,
        < 0 => throw new EvaluationException(ErrorNames.Runtime, $"{field.Name} cannot be negative."),
        var value => JsonValue.Of((long)value),
    };
}
