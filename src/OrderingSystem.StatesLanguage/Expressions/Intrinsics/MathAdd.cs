using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.MathAdd($.a, -1)</c>: the sum of two numbers, each rounded to an integer first.</summary>
internal sealed class MathAdd() : IntrinsicFunction("States.MathAdd", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var sum = (Int128)arguments.Integer(0) + arguments.Integer(1);
        return sum >= long.MinValue && sum <= long.MaxValue ? JsonValue.Of((long)sum) : throw arguments.Failure("The sum is out of range");
    }
}
