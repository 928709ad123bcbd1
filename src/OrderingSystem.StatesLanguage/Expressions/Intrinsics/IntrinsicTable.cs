using System.Collections.Frozen;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>Every intrinsic function of the JSONPath query language, by name.</summary>
/// <remarks>Step Functions developer guide, "Intrinsic functions for JSONPath states".</remarks>
internal static class IntrinsicTable
{
    private static readonly FrozenDictionary<string, IntrinsicFunction> Functions = new IntrinsicFunction[]
    {
        new ArrayFunction(),
        new ArrayContains(),
        new ArrayGetItem(),
        new ArrayLength(),
        new ArrayPartition(),
        new ArrayRange(),
        new ArrayUnique(),
        new Base64Decode(),
        new Base64Encode(),
        new Format(),
        new Hash(),
        new JsonMerge(),
        new JsonToString(),
        new MathAdd(),
        new MathRandom(),
        new StringSplit(),
        new StringToJson(),
        new Uuid(),
    }.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<IntrinsicFunction> All => Functions.Values;

    public static IntrinsicFunction? Find(string name) => Functions.GetValueOrDefault(name);
}
