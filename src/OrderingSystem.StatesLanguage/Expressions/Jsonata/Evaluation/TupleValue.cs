using System.Buffers;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One row of a path that binds variables on its way (<c>@$x</c>, <c>#$i</c>) or looks back at parents (<c>%</c>).</summary>
/// <param name="context">The value the path stands at.</param>
internal sealed class TupleValue(JsonValue? context) : JsonValue
{
    private string[] _names = [];
    private JsonValue?[] _values = [];

    public JsonValue? Context { get; set; } = context;

    public override JsonValueKind Kind => JsonValueKind.Undefined;

    public ReadOnlySpan<string> Names => _names;

    public ReadOnlySpan<JsonValue?> Bound => _values;

    public TupleValue Copy() => new(Context) { _names = _names, _values = _values };

    /// <summary>Binds a name in this row; the arrays are shared between copies and therefore never changed.</summary>
    public void Bind(string name, JsonValue? value)
    {
        var at = Array.IndexOf(_names, name);
        if (at < 0)
        {
            _names = [.. _names, name];
            _values = [.. _values, value];
            return;
        }

        var values = (JsonValue?[])_values.Clone();
        values[at] = value;
        _values = values;
    }

    /// <summary>Takes over everything another row holds.</summary>
    public void Absorb(TupleValue other)
    {
        Context = other.Context;
        for (var i = 0; i < other._names.Length; i++)
        {
            Bind(other._names[i], other._values[i]);
        }
    }

    public Frame ToFrame(Frame parent) => new(parent, _names, _values, _names.Length);

    public override void WriteTo(IBufferWriter<byte> output) => throw new InvalidOperationException("A row of a path is not JSON.");

    public override bool Equals(JsonValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
