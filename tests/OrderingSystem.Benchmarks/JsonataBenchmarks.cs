using BenchmarkDotNet.Attributes;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.Benchmarks;

/// <summary>JSONata as a state machine uses it: compiled once per definition, evaluated at every transition.</summary>
[MemoryDiagnoser]
public class JsonataBenchmarks
{
    private const string OrderTotal = "$sum(items.(price*quantity))";

    private readonly JsonataOptions _options = new() { Now = DateTimeOffset.UnixEpoch, Random = JsonataOptions.SeededRandom(1) };
    private readonly JsonataExpression _orderTotal = JsonataExpression.Compile(OrderTotal);
    private readonly JsonataExpression _field = JsonataExpression.Compile("$states.input.items[0].price");
    private readonly JsonataExpression _reshaped = JsonataExpression.Compile(
        "{'dear': $states.input.items[price > 3].price, 'count': $count($states.input.items) & ' items'}");

    private JsonValue _order = JsonObject.Empty;
    private JsonataBindings _states = JsonataBindings.Empty;

    [GlobalSetup]
    public void MakeOrderOfTenItems()
    {
        var items = Enumerable.Range(0, 10).Select(i => JsonObject.Of(("price", JsonValue.Of(i + 0.5)), ("quantity", JsonValue.Of(i + 1))));
        _order = JsonObject.Of(("items", new JsonArray([.. items])));
        _states = new JsonataBindings().Set("states", JsonObject.Of(("input", _order)));
    }

    [Benchmark(Description = "$sum(items.(price*quantity)), 10 items")]
    public JsonValue? Total() => _orderTotal.Evaluate(_order, JsonataBindings.Empty, _options);

    [Benchmark(Description = "one field of $states.input")]
    public JsonValue? Field() => _field.Evaluate(input: null, _states, _options);

    [Benchmark(Description = "filter, count and concatenate into an object")]
    public JsonValue? Reshape() => _reshaped.Evaluate(input: null, _states, _options);

    [Benchmark(Description = "compile $sum(items.(price*quantity))")]
    public JsonataExpression Compile() => JsonataExpression.Compile(OrderTotal);
}
