using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>A JSON object whose properties keep the order in which they were written; of two with one name the last holds.</summary>
public sealed class JsonObject : JsonValue, IReadOnlyList<KeyValuePair<string, JsonValue>>
{
    private const int LinearSearchLimit = 12;

    private readonly KeyValuePair<string, JsonValue>[] _properties;
    private Dictionary<string, int>? _index;

    /// <param name="properties">Owned by the object from then on; names are unique.</param>
    private JsonObject(KeyValuePair<string, JsonValue>[] properties) => _properties = properties;

    public static JsonObject Empty { get; } = new([]);

    public override JsonValueKind Kind => JsonValueKind.Object;

    public int Count => _properties.Length;

    public KeyValuePair<string, JsonValue> this[int index] => _properties[index];

    /// <summary>The property's value, or null where there is none (a JSON null is <see cref="JsonNull"/>).</summary>
    public JsonValue? this[string name] => TryGet(name, out var value) ? value : null;

    public ReadOnlySpan<KeyValuePair<string, JsonValue>> Span => _properties;

    /// <summary>An empty object that is no other object, for code that tells objects apart by reference.</summary>
    internal static JsonObject NewEmpty() => new([]);

    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonValue? Value)> properties)
    {
        var builder = new Builder(properties.Length);
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                builder.Set(name, value);
            }
        }

        return builder.ToObject();
    }

    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _properties[index].Value;
        return index >= 0;
    }

    public bool ContainsName(string name) => IndexOf(name) >= 0;

    /// <summary>The same object with one property replaced in place, or added last.</summary>
    public JsonObject With(string name, JsonValue value)
    {
        var index = IndexOf(name);
        KeyValuePair<string, JsonValue>[] copy;
        if (index >= 0)
        {
            copy = (KeyValuePair<string, JsonValue>[])_properties.Clone();
        }
        else
        {
            index = _properties.Length;
            copy = new KeyValuePair<string, JsonValue>[index + 1];
            _properties.CopyTo(copy, 0);
        }

        copy[index] = new(name, value);
        return new JsonObject(copy);
    }

    public override void WriteTo(IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < _properties.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            JsonText.WriteString(output, _properties[i].Key);
            output.Write(":"u8);
            _properties[i].Value.WriteTo(output);
        }

        output.Write("}"u8);
    }

    public override bool Equals(JsonValue? other)
    {
        if (other is not JsonObject that || that._properties.Length != _properties.Length)
        {
            return false;
        }

        foreach (var (name, value) in _properties)
        {
            if (!that.TryGet(name, out var otherValue) || !value.Equals(otherValue))
            {
                return false;
            }
        }

        return true;
    }

    public override int GetHashCode()
    {
        var hash = _properties.Length;
        foreach (var (name, value) in _properties)
        {
            hash ^= HashCode.Combine(name, value); // order does not count
        }

        return hash;
    }

    public IEnumerator<KeyValuePair<string, JsonValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, JsonValue>>)_properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        if (_properties.Length <= LinearSearchLimit)
        {
            for (var i = 0; i < _properties.Length; i++)
            {
                if (string.Equals(_properties[i].Key, name, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            return -1;
        }

        var index = _index;
        if (index is null)
        {
            index = new Dictionary<string, int>(_properties.Length, StringComparer.Ordinal);
            for (var i = 0; i < _properties.Length; i++)
            {
                index[_properties[i].Key] = i;
            }

            _index = index; // two threads may both build it; either result serves
        }

        return index.TryGetValue(name, out var found) ? found : -1;
    }

    /// <summary>Collects properties; setting a name again replaces its value and keeps its place.</summary>
    public sealed class Builder(int capacity = 4)
    {
        private readonly List<KeyValuePair<string, JsonValue>> _properties = new(capacity);
        private Dictionary<string, int>? _index;

        public int Count => _properties.Count;

        public Builder Set(string name, JsonValue value)
        {
            var at = Find(name);
            if (at >= 0)
            {
                _properties[at] = new(name, value);
            }
            else
            {
                _index?.Add(name, _properties.Count);
                _properties.Add(new(name, value));
            }

            return this;
        }

        public JsonObject ToObject() => _properties.Count == 0 ? Empty : new JsonObject([.. _properties]);

        private int Find(string name)
        {
            if (_properties.Count > LinearSearchLimit && _index is null)
            {
                _index = new Dictionary<string, int>(StringComparer.Ordinal);
                for (var i = 0; i < _properties.Count; i++)
                {
                    _index.Add(_properties[i].Key, i);
                }
            }

            if (_index is not null)
            {
                return _index.TryGetValue(name, out var found) ? found : -1;
            }

            for (var i = 0; i < _properties.Count; i++)
            {
                if (string.Equals(_properties[i].Key, name, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
