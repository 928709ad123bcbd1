using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>
/// What a function takes: <c>&lt;s-nn?:s&gt;</c> is a text (from the context where left out), a number, and perhaps another number. One letter per
/// type (<c>s n b l o a f</c>, <c>j</c> any but a function, <c>x</c> any); undefined fits everything but a function.
/// </summary>
internal sealed class Signature
{
    private readonly SignatureParameter[] _parameters;

    internal Signature(SignatureParameter[] parameters) => _parameters = parameters;

    public int ParameterCount => _parameters.Length;

    /// <exception cref="JsonataException">S0401, S0402.</exception>
    public static Signature Parse(string text) => SignatureParser.Parse(text);

    /// <summary>The arguments as the function takes them: the context put in where an argument is left out, a lone value in a list where a list is wanted.</summary>
    /// <exception cref="JsonataException">T0410, T0411, T0412.</exception>
    public JsonValue?[] Validate(JsonValue?[] arguments, JsonValue? context)
    {
        if (arguments.Length == _parameters.Length && FitsOneToOne(arguments))
        {
            return Checked(arguments);
        }

        var taken = new int[_parameters.Length];
        if (!Match(arguments, parameter: 0, argument: 0, taken))
        {
            throw Mismatch(arguments);
        }

        var result = new List<JsonValue?>(_parameters.Length);
        var next = 0;
        for (var i = 0; i < _parameters.Length; i++)
        {
            var parameter = _parameters[i];
            if (taken[i] == 0)
            {
                if (parameter.TakesContext && !parameter.Accepts(TypeLetter(context)))
                {
                    throw new JsonataException("T0411", value: context, index: next + 1);
                }

                // The reference moves on to the next argument although this parameter took none; what was given in order thus stays in order.
                result.Add(parameter.TakesContext ? context : At(arguments, next));
                next += parameter.TakesContext ? 0 : 1;
            }

            for (var n = 0; n < taken[i]; n++)
            {
                result.Add(CheckedItem(parameter, At(arguments, next), next));
                next++;
            }
        }

        return [.. result];
    }

    internal static char TypeLetter(JsonValue? value) => value switch
    {
        JsonString => 's',
        JsonNumber => 'n',
        JsonBoolean => 'b',
        JsonNull => 'l',
        JsonArray or ListValue => 'a',
        JsonObject => 'o',
        FunctionValue => 'f',
        _ => 'm',
    };

    private static JsonValue? At(JsonValue?[] arguments, int index) => index < arguments.Length ? arguments[index] : null;

    private bool FitsOneToOne(JsonValue?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!_parameters[i].Accepts(TypeLetter(arguments[i])))
            {
                return false;
            }
        }

        return true;
    }

    private JsonValue?[] Checked(JsonValue?[] arguments)
    {
        var result = arguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = CheckedItem(_parameters[i], arguments[i], i);
            if (!ReferenceEquals(value, arguments[i]))
            {
                result = ReferenceEquals(result, arguments) ? (JsonValue?[])arguments.Clone() : result;
                result[i] = value;
            }
        }

        return result;
    }

    private static JsonValue? CheckedItem(SignatureParameter parameter, JsonValue? value, int index)
    {
        if (!parameter.IsArray || value is null)
        {
            return value;
        }

        var isArray = Values.IsArray(value);
        if (parameter.ItemType is { } type)
        {
            var items = Values.ItemsOrSelf(value);
            var expected = items.Length == 0 ? type : TypeLetter(items[0]);
            var fits = expected == type;
            for (var i = 1; fits && i < items.Length; i++)
            {
                fits = TypeLetter(items[i]) == expected;
            }

            if (!fits)
            {
                throw new JsonataException("T0412", value: value, index: index + 1, text: PluralOf(type));
            }
        }

        return isArray ? value : ListValue.Of([value]);
    }

    /// <summary>Gives each parameter as many arguments as it can take, then fewer where the rest would not fit.</summary>
    private bool Match(JsonValue?[] arguments, int parameter, int argument, int[] taken)
    {
        if (parameter == _parameters.Length)
        {
            return argument == arguments.Length;
        }

        var wanted = _parameters[parameter];
        var most = 0;
        var limit = wanted.IsRepeated ? arguments.Length - argument : Math.Min(1, arguments.Length - argument);
        while (most < limit && wanted.Accepts(TypeLetter(arguments[argument + most])))
        {
            most++;
        }

        for (var count = most; count >= (wanted.IsOptional ? 0 : 1); count--)
        {
            taken[parameter] = count;
            if (Match(arguments, parameter + 1, argument + count, taken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first argument that does not fit, found by taking as many as fit from the left.</summary>
    private JsonataException Mismatch(JsonValue?[] arguments)
    {
        var good = 0;
        foreach (var parameter in _parameters)
        {
            if (good < arguments.Length && parameter.Accepts(TypeLetter(arguments[good])))
            {
                good++;
            }
            else if (!parameter.IsOptional)
            {
                break;
            }
        }

        return new JsonataException("T0410", value: good < arguments.Length ? arguments[good] : null, index: good + 1);
    }

    private static string PluralOf(char type) => type switch
    {
        'a' => "arrays",
        'b' => "booleans",
        'f' => "functions",
        'n' => "numbers",
        'o' => "objects",
        's' => "strings",
        _ => "values",
    };
}

/// <summary>One parameter of a signature.</summary>
/// <param name="Types">The letters it accepts; <c>m</c> is undefined.</param>
internal sealed record SignatureParameter(string Types, bool IsArray)
{
    public char? ItemType { get; set; }

    public bool IsOptional { get; set; }

    public bool IsRepeated { get; set; }

    public bool TakesContext { get; set; }

    public bool Accepts(char type) => Types.Contains(type);
}
