using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata;

/// <summary>The variables an expression sees, by name without the <c>$</c>; what is not here is looked up in the parent scope.</summary>
/// <param name="parent">The enclosing scope, or null.</param>
public sealed class JsonataBindings(JsonataBindings? parent = null)
{
    private readonly Dictionary<string, JsonValue> _values = new(StringComparer.Ordinal);

    /// <summary>No variables. Nothing may be set on it.</summary>
    public static JsonataBindings Empty { get; } = new() { _frozen = true };

    private bool _frozen;

    /// <summary>Binds or replaces a variable of this scope. Not safe while an expression is being evaluated with these bindings.</summary>
    public JsonataBindings Set(string name, JsonValue value)
    {
        if (_frozen)
        {
            throw new InvalidOperationException("The empty bindings are shared: make a new scope.");
        }

        _values[name] = value;
        return this;
    }

    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.Count > 0 && scope._values.TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    private JsonataBindings? Parent { get; } = parent;
}
