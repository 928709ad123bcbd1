using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.Format('Hello {}', $.name)</c>: the template with each <c>{}</c> replaced by an argument; objects print Java-style, <c>{a=1}</c>.</summary>
internal sealed class Format() : IntrinsicFunction("States.Format", fewest: 1, most: int.MaxValue)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var template = arguments.Template(0);
        if (template.Placeholders != arguments.Count - 1)
        {
            throw arguments.Failure($"The template has {template.Placeholders} placeholders for {arguments.Count - 1} arguments");
        }

        arguments.CheckSize();
        var values = new string[arguments.Count - 1];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = JavaText.Of(arguments[i + 1]);
        }

        return JsonValue.Of(template.Fill(values));
    }
}
