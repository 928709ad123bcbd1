using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Times as milliseconds since 1970, and as text.</summary>
internal static class DateTimeFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("now", "<s?s?:s>", 2, (in Call call) => Format(call, call.Run.Options.Now.ToUnixTimeMilliseconds(), call.Text(0), call.Text(1))),
        new("millis", "<:n>", 0, (in Call call) => JsonNumber.Of(call.Run.Options.Now.ToUnixTimeMilliseconds())),
        new("fromMillis", "<n-s?s?:s>", 3, (in Call call) => call.Number(0) is { } millis ? Format(call, millis, call.Text(1), call.Text(2)) : null),
        new("toMillis", "<s-s?:n>", 2, ToMillis),
    ];

    private static JsonString Format(in Call call, double millis, string? picture, string? zone)
    {
        call.Run.Charge(picture?.Length ?? 1);
        return JsonValue.Of(DateTimeFormatter.Format(millis, picture, zone));
    }

    private static JsonNumber? ToMillis(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        var millis = call.Text(1) is { } picture
            ? DateTimeParser.Parse(text, picture, call.Run.Options.Now.ToUnixTimeMilliseconds())
            : IsoTimestamp.Parse(text);
        return millis is { } found ? JsonNumber.Computed(found) : null;
    }
}
