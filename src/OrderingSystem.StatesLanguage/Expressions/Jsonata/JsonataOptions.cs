namespace OrderingSystem.StatesLanguage.Expressions.Jsonata;

/// <summary>What an evaluation may use up, and the time and randomness it sees. Both arrive as data, so that a replay gives the same result.</summary>
public sealed record JsonataOptions
{
    /// <summary>What <c>$now</c> and <c>$millis</c> answer, throughout the evaluation.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Numbers from 0 (included) to 1 (excluded) for <c>$random</c>, <c>$shuffle</c> and <c>$uuid</c>; see <see cref="SeededRandom"/>.</summary>
    public required Func<double> Random { get; init; }

    public JsonataDialect Dialect { get; init; } = JsonataDialect.StepFunctions;

    /// <summary>Deepest nesting of evaluations, function calls included; calls in tail position do not count. D1011 beyond.</summary>
    public int MaxDepth { get; init; } = 1_000;

    /// <summary>Work allowed, in evaluated parts of expressions and handled items; about ten million a second. D1012 beyond.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>Longest text and longest list built on the way, in UTF-16 characters and items. U1002 beyond.</summary>
    public int MaxLength { get; init; } = 4_000_000;

    /// <summary>A source for <see cref="Random"/> that gives the same numbers for the same seed (SplitMix64). Not safe for use by several threads at once.</summary>
    public static Func<double> SeededRandom(ulong seed)
    {
        var state = seed;
        return () =>
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        };
    }
}
