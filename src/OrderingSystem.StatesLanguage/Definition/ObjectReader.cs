using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>Reads the fields of one JSON object of a definition, noting each problem with its place and each field as known.</summary>
internal sealed class ObjectReader(JsonObject source, string location, DiagnosticBag problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public JsonObject Source { get; } = source;

    /// <summary>JSON pointer of the object; empty for the definition itself.</summary>
    public string Location { get; } = location;

    public DiagnosticBag Problems => problems;

    public string Place(string? field) => field is null
        ? Location.Length == 0 ? "/" : Location
        : $"{Location}/{field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <param name="field">A field of this object, or null for the object itself.</param>
    public void Problem(string? field, string message, string code = DiagnosticCodes.Schema) =>
        problems.Add(new Diagnostic(code, field is null ? Place(null) : Place(field), message));

    public ObjectReader Child(string field, JsonObject body) => new(body, Place(field), problems);

    public bool Has(string field)
    {
        _ = _known.Add(field);
        return Source.ContainsName(field);
    }

    public JsonValue? Value(string field)
    {
        _ = _known.Add(field);
        return Source[field];
    }

    /// <summary>Says in one sentence, as the service does, which of these fields are missing.</summary>
    public bool Require(params ReadOnlySpan<string> fields)
    {
        var missing = new List<string>();
        foreach (var field in fields)
        {
            if (!Has(field))
            {
                missing.Add(field);
            }
        }

        if (missing.Count > 0)
        {
            Problem(null, $"These fields are required: [{string.Join(", ", missing)}]");
        }

        return missing.Count == 0;
    }

    public string? Text(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case JsonString { Value: var text }:
                return text;
            default:
                Problem(field, "Expected value of type String");
                return null;
        }
    }

    public string? RequiredText(string field) => Require(field) ? Text(field) : null;

    public bool? Boolean(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case JsonBoolean { Value: var value }:
                return value;
            default:
                Problem(field, "Expected value of type Boolean");
                return null;
        }
    }

    public long? Integer(string field, long minimum, long maximum)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case JsonNumber { IsInteger: true } number when number.TryGetInteger(out var value):
                if (value < minimum || value > maximum)
                {
                    Problem(field, $"Value must be from {minimum} to {maximum}");
                    return null;
                }

                return value;
            default:
                Problem(field, "Expected value of type Integer");
                return null;
        }
    }

    public double? Number(string field, double minimum)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case JsonNumber number when number.Double >= minimum:
                return number.Double;
            case JsonNumber:
                Problem(field, $"Value must be at least {JsonNumber.FormatDouble(minimum)}");
                return null;
            default:
                Problem(field, "Expected value of type Number");
                return null;
        }
    }

    public ObjectReader? Object(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case JsonObject body:
                return Child(field, body);
            default:
                Problem(field, "Expected value of type Object");
                return null;
        }
    }

    public ObjectReader? RequiredObject(string field) => Require(field) ? Object(field) : null;

    /// <summary>The objects of an array of objects, each with its place.</summary>
    public IReadOnlyList<ObjectReader> Objects(string field)
    {
        switch (Value(field))
        {
            case null:
                return [];
            case JsonArray items:
                var readers = new List<ObjectReader>(items.Count);
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is JsonObject body)
                    {
                        readers.Add(new ObjectReader(body, $"{Place(field)}[{i}]", problems));
                    }
                    else
                    {
                        problems.Add(new Diagnostic(DiagnosticCodes.Schema, $"{Place(field)}[{i}]", "Expected value of type Object"));
                    }
                }

                return readers;
            default:
                Problem(field, "Expected value of type Array");
                return [];
        }
    }

    public QueryLanguage? QueryLanguage()
    {
        switch (Text("QueryLanguage"))
        {
            case null:
                return null;
            case "JSONPath":
                return Definition.QueryLanguage.JsonPath;
            case "JSONata":
                return Definition.QueryLanguage.Jsonata;
            default:
                Problem("QueryLanguage", "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]");
                return null;
        }
    }

    /// <summary>A JSONPath; false in <paramref name="isNull"/> tells a path from an explicit JSON null.</summary>
    public JsonPathExpression? Path(string field, out bool isNull)
    {
        isNull = Value(field) is JsonNull;
        if (isNull || Text(field) is not { } text)
        {
            return null;
        }

        if (JsonPathExpression.TryParse(text, out var path, out _))
        {
            return path;
        }

        Problem(field, "Value is not a Valid JSONPath");
        return null;
    }

    public JsonPathExpression? Path(string field)
    {
        var path = Path(field, out var isNull);
        if (isNull)
        {
            Problem(field, "Expected value of type String");
        }

        return path;
    }

    public ReferencePath? ReferencePath(string field, out bool isNull)
    {
        isNull = Value(field) is JsonNull;
        if (isNull || Text(field) is not { } text)
        {
            return null;
        }

        if (Expressions.JsonPath.ReferencePath.TryParse(text, out var path, out _))
        {
            return path;
        }

        Problem(field, "Value is not a Reference Path");
        return null;
    }

    public PayloadTemplate? Template(string field)
    {
        if (Value(field) is not { } value)
        {
            return null;
        }

        PathWarnings.InTemplate(value, Place(field), problems);
        var found = new List<(string Location, string Problem)>();
        if (PayloadTemplate.TryCompile(value, Place(field), found, out var template))
        {
            return template;
        }

        foreach (var (place, problem) in found)
        {
            problems.Add(new Diagnostic(DiagnosticCodes.Schema, place, problem));
        }

        return null;
    }

    /// <summary>Reports fields that nobody asked for.</summary>
    public void RejectOthers()
    {
        foreach (var (name, _) in Source)
        {
            if (!_known.Contains(name))
            {
                Problem(name, $"Field '{name}' is not supported");
            }
        }
    }

    public bool TryOnlyOne([NotNullWhen(true)] out string? present, params ReadOnlySpan<string> fields)
    {
        present = null;
        foreach (var field in fields)
        {
            if (!Has(field))
            {
                continue;
            }

            if (present is not null)
            {
                Problem(null, $"Only one of these fields is allowed: [{string.Join(", ", fields!)}]");
                return false;
            }

            present = field;
        }

        return present is not null;
    }
}
