using System.Collections.Frozen;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>The functions of a dialect, by name without the <c>$</c>.</summary>
internal sealed class FunctionLibrary
{
    private static readonly NativeFunction[] Common =
    [
        .. NumericFunctions.All, .. TextFunctions.All, .. MatchingFunctions.All, .. EncodingFunctions.All, .. ArrayFunctions.All,
        .. HigherOrderFunctions.All, .. ObjectFunctions.All, .. BooleanFunctions.All, .. FormattingFunctions.All, .. DateTimeFunctions.All,
    ];

    private static readonly FunctionLibrary Reference = new(Common);
    private static readonly FunctionLibrary ReferenceWithEval = new([.. Common, EvalFunction.Function]);
    private static readonly FunctionLibrary StepFunctions = new([.. Common, .. StepFunctionsFunctions.All]);

    private readonly FrozenDictionary<string, NativeFunction> _functions;

    /// <param name="functions">Of two with one name the later holds.</param>
    private FunctionLibrary(NativeFunction[] functions)
    {
        var byName = new Dictionary<string, NativeFunction>(functions.Length, StringComparer.Ordinal);
        foreach (var function in functions)
        {
            byName[function.Name] = function;
        }

        _functions = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static FunctionLibrary For(JsonataDialect dialect) => dialect switch
    {
        JsonataDialect.StepFunctions => StepFunctions,
        JsonataDialect.ReferenceWithEval => ReferenceWithEval,
        _ => Reference,
    };

    public NativeFunction? Find(string name) => _functions.GetValueOrDefault(name);
}
