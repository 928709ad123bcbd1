using System.Buffers;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>An array that the evaluation builds. A <see cref="JsonArray"/> is one that came in from outside; both are arrays to the language.</summary>
/// <remarks>
/// A sequence is an array that stands for "zero, one or many values": with one item it becomes that item, with none it is undefined. The flags
/// are set by the expression that makes the list, before anything else sees it.
/// </remarks>
internal sealed class ListValue : JsonValue
{
    private JsonValue?[]? _items;
    private long _rangeStart;
    private EvaluationRun? _rangeRun;

    public ListValue(bool isSequence, int capacity = 4)
    {
        IsSequence = isSequence;
        _items = capacity == 0 ? [] : new JsonValue?[capacity];
    }

    private ListValue(bool isSequence, JsonValue?[]? items, int count)
    {
        IsSequence = isSequence;
        _items = items;
        Count = count;
    }

    public override JsonValueKind Kind => JsonValueKind.Array;

    public int Count { get; private set; }

    public bool IsSequence { get; }

    /// <summary>A sequence that stays an array with one item, because the expression says <c>[]</c>.</summary>
    public bool KeepsSingleton { get; set; }

    /// <summary>Made by an array constructor within a path: it is one value there and is not flattened.</summary>
    public bool IsConstructed { get; set; }

    /// <summary>The items are <see cref="TupleValue"/>s.</summary>
    public bool IsTupleStream { get; init; }

    /// <summary>The input, an array, seen as the one value it is.</summary>
    public bool IsOuterWrapper { get; private init; }

    public JsonValue?[] Items => _items ?? Materialise();

    public ReadOnlySpan<JsonValue?> Span => Items.AsSpan(0, Count);

    /// <summary>A list that owns the array given.</summary>
    public static ListValue Of(JsonValue?[] items, bool isSequence = false) => new(isSequence, items, items.Length);

    public static ListValue SequenceOf(JsonValue? item) => new(isSequence: true, [item], 1);

    public static ListValue OuterWrapper(JsonValue input) => new(isSequence: true, [input], 1) { IsOuterWrapper = true };

    /// <summary>Consecutive integers, made into items when something looks at them: counting ten million needs no memory.</summary>
    /// <param name="run">Pays for the items when they are made.</param>
    public static ListValue Range(EvaluationRun run, long start, int count, bool isSequence) =>
        new(isSequence, items: null, count) { _rangeStart = start, _rangeRun = run };

    /// <summary>The same items in a plain array.</summary>
    public ListValue ToPlainArray() => _items is null ? Range(_rangeRun!, _rangeStart, Count, isSequence: false) : new ListValue(isSequence: false, Span.ToArray(), Count);

    public void Add(JsonValue? item)
    {
        var items = Items;
        if (Count == items.Length)
        {
            Array.Resize(ref items, Math.Max(4, Count * 2));
            _items = items;
        }

        items[Count++] = item;
    }

    public void AddRange(ReadOnlySpan<JsonValue?> more)
    {
        var items = Items;
        if (Count + more.Length > items.Length)
        {
            Array.Resize(ref items, Math.Max(Count + more.Length, Count * 2));
            _items = items;
        }

        more.CopyTo(items.AsSpan(Count));
        Count += more.Length;
    }

    /// <summary>What a sequence comes to at the end of an expression.</summary>
    public JsonValue? Collapse() => IsTupleStream ? this : Count switch
    {
        0 => null,
        1 when !KeepsSingleton => Items[0],
        _ => this,
    };

    public override void WriteTo(IBufferWriter<byte> output) => throw new InvalidOperationException("A list of an evaluation is converted before it is written.");

    public override bool Equals(JsonValue? other) => Values.DeepEquals(run: null, this, other);

    public override int GetHashCode() => Count;

    private JsonValue?[] Materialise()
    {
        _rangeRun!.ChargeLength(Count);
        var items = new JsonValue?[Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = JsonNumber.Of(_rangeStart + i);
        }

        _items = items;
        return items;
    }
}
