using System.Buffers;
using System.Collections;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>A JSON array. The array given to the constructor is owned by it from then on.</summary>
public sealed class JsonArray(params JsonValue[] items) : JsonValue, IReadOnlyList<JsonValue>
{
    private readonly JsonValue[] _items = items;

    public static JsonArray Empty { get; } = new();

    public override JsonValueKind Kind => JsonValueKind.Array;

    public int Count => _items.Length;

    public JsonValue this[int index] => _items[index];

    public ReadOnlySpan<JsonValue> Span => _items;

    public JsonArray With(int index, JsonValue value)
    {
        var copy = (JsonValue[])_items.Clone();
        copy[index] = value;
        return new JsonArray(copy);
    }

    public override void WriteTo(IBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < _items.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            _items[i].WriteTo(output);
        }

        output.Write("]"u8);
    }

    public override bool Equals(JsonValue? other)
    {
        if (other is not JsonArray array || array._items.Length != _items.Length)
        {
            return false;
        }

        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(array._items[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<JsonValue> GetEnumerator() => ((IEnumerable<JsonValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
