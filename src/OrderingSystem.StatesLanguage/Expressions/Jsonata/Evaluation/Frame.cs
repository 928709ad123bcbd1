using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One scope of variables.</summary>
internal sealed class Frame
{
    private string[] _names;
    private JsonValue?[] _values;
    private int _count;
    private bool _ownsNames;

    public Frame(Frame? parent)
    {
        Parent = parent;
        _names = [];
        _values = [];
    }

    /// <param name="names">Shared with others.</param>
    /// <param name="values">Not changed by the frame where it is shared.</param>
    public Frame(Frame parent, string[] names, JsonValue?[] values, int count)
    {
        Parent = parent;
        _names = names;
        _values = values;
        _count = count;
    }

    public Frame? Parent { get; }

    /// <summary>True where the name is bound here or further out, be it to undefined.</summary>
    public bool TryGet(string name, out JsonValue? value)
    {
        for (var frame = this; frame is not null; frame = frame.Parent)
        {
            var names = frame._names;
            for (var i = frame._count - 1; i >= 0; i--)
            {
                if (string.Equals(names[i], name, StringComparison.Ordinal))
                {
                    value = frame._values[i];
                    return true;
                }
            }
        }

        value = null;
        return false;
    }

    public void Bind(string name, JsonValue? value)
    {
        if (!_ownsNames)
        {
            Array.Resize(ref _names, _count + 2);
            Array.Resize(ref _values, _count + 2);
            _ownsNames = true;
        }

        var at = Array.IndexOf(_names, name, 0, _count);
        if (at < 0)
        {
            if (_count == _names.Length)
            {
                Array.Resize(ref _names, _count * 2);
                Array.Resize(ref _values, _count * 2);
            }

            at = _count++;
            _names[at] = name;
        }

        _values[at] = value;
    }
}
