using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>A parsed intrinsic call: <c>States.Format('Order {} of {}', $.orderId, States.ArrayLength($.orders))</c>. Immutable.</summary>
public sealed class IntrinsicExpression
{
    private readonly CallNode _call;

    private IntrinsicExpression(string text, CallNode call)
    {
        Text = text;
        _call = call;
    }

    /// <summary>The call as it was written.</summary>
    public string Text { get; }

    /// <param name="problem">What is wrong, and where: syntax, an unknown function, a wrong number of arguments; null where the call was read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IntrinsicExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cursor = new TextCursor(text);
        try
        {
            var call = new IntrinsicParser(cursor).ParseCall();
            if (!cursor.AtEnd)
            {
                throw cursor.Problem($"'{cursor.Current}' is not expected");
            }

            expression = new IntrinsicExpression(text, call);
            problem = null;
            return true;
        }
        catch (PathSyntaxException wrong)
        {
            expression = null;
            problem = wrong.Message;
            return false;
        }
    }

    /// <param name="random">For <c>States.UUID</c> and <c>States.MathRandom</c>.</param>
    /// <exception cref="EvaluationException">
    /// <c>States.IntrinsicFailure</c> where a function refuses its arguments, <c>States.Runtime</c> where a path leads nowhere; both as
    /// <c>The function '…' had the following error: …</c>.
    /// </exception>
    public JsonValue Evaluate(EvaluationScope scope, IRandomSource random) => _call.Evaluate(Text, scope, random);

    public override string ToString() => Text;
}
