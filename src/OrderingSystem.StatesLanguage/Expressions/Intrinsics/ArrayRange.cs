using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayRange(1, 9, 2)</c>: the numbers from the first to the last, which is included where a step hits it: [1,3,5,7,9].</summary>
internal sealed class ArrayRange() : IntrinsicFunction("States.ArrayRange", fewest: 3, most: 3)
{
    private const int MaxItems = 1000;

    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var (first, last, step) = ((Int128)arguments.Integer(0), (Int128)arguments.Integer(1), (Int128)arguments.Integer(2));
        if (step == 0)
        {
            throw arguments.Failure("The step of a range must not be 0");
        }

        var distance = step > 0 ? last - first : first - last;
        if (distance < 0)
        {
            return JsonArray.Empty;
        }

        var count = (distance / Int128.Abs(step)) + 1;
        if (count > MaxItems)
        {
            throw arguments.Failure($"A range must not have more than {MaxItems} items");
        }

        var numbers = new JsonValue[(int)count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = JsonValue.Of((long)(first + (i * step)));
        }

        return new JsonArray(numbers);
    }
}
