using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.MathRandom(1, 999)</c>: an integer from the first number to below the second; with a third, the same one for the same seed.</summary>
internal sealed class MathRandom() : IntrinsicFunction("States.MathRandom", fewest: 2, most: 3)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var (start, end) = (arguments.Integer(0), arguments.Integer(1));
        if (end <= start)
        {
            throw arguments.Failure("The end of the range must be greater than its start");
        }

        var random = arguments.Count == 3 ? new SeededRandomSource((ulong)arguments.Integer(2)) : arguments.Random;
        var span = (UInt128)((Int128)end - start);

        // The upper half of a 128-bit product is spread evenly enough: the bias is below 2^-64 of the span.
        var offset = (UInt128)random.Next() * span >> 64;
        return JsonValue.Of((long)((Int128)offset + start));
    }
}
