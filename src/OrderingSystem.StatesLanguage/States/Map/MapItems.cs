using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>Where a Map state finds its items, and what it makes of each.</summary>
internal abstract record MapItems
{
    /// <exception cref="EvaluationException">There is no array.</exception>
    public abstract JsonArray Read(StateContext context, Payload input);

    /// <summary>The input of an iteration is made from its item, and is not the item itself.</summary>
    public abstract bool HasSelector { get; }

    /// <summary>The input of one iteration.</summary>
    /// <param name="context">Of the Map state, its context object telling of the item.</param>
    public abstract Payload Select(StateContext context, Payload item);
}

/// <param name="ItemsPath">Null for the whole input.</param>
/// <param name="ItemSelector">Also under its old name, Parameters; null where the item itself is the input.</param>
internal sealed record JsonPathMapItems(ReferencePath? ItemsPath, PayloadTemplate? ItemSelector) : MapItems
{
    public override bool HasSelector => ItemSelector is not null;

    public override JsonArray Read(StateContext context, Payload input)
    {
        var found = input.Value;
        if (ItemsPath is not null)
        {
            found = context.Scope(input.Value).RootOf(ItemsPath.Path) is { } root ? ItemsPath.Read(root)
                : throw new EvaluationException(ErrorNames.Runtime, $"Invalid path '{ItemsPath.Text}' : No results for path: {ItemsPath.Text}");
        }

        var items = found as JsonArray ?? throw new EvaluationException(ErrorNames.Runtime, $"Reference path \"{Shown(ItemsPath)}\" must point to array.");
        context.Inspection?.AfterItemsPath = Payload.FromValue(items);
        return items;
    }

    public override Payload Select(StateContext context, Payload item) =>
        ItemSelector is null ? item : Payload.FromValue(context.Evaluate(ItemSelector, context.State.Data.Input(context).Value));

    /// <summary>The service leaves out the dollar sign that says context object.</summary>
    private static string Shown(ReferencePath? path) => path is null ? "$" : path.Root == PathRoot.Context ? path.Text[1..] : path.Text;
}

/// <param name="Items">Null for the whole input.</param>
/// <param name="ItemSelector">Null where the item itself is the input.</param>
internal sealed record JsonataMapItems(JsonataTemplate? Items, JsonataTemplate? ItemSelector) : MapItems
{
    public override bool HasSelector => ItemSelector is not null;

    public override JsonArray Read(StateContext context, Payload input) =>
        Items is not null ? Items.Evaluate<JsonArray>(context, "Items", "array")
        : input.Value as JsonArray ?? throw new EvaluationException(ErrorNames.QueryEvaluationError, $"Map state input must be an array but was: {input.Value}");

    public override Payload Select(StateContext context, Payload item) =>
        ItemSelector is null ? item : Payload.FromValue(ItemSelector.Evaluate(context, default));
}
