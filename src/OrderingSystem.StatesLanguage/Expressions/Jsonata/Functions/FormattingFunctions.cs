using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Numbers as text by a picture, and back.</summary>
internal static class FormattingFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("formatNumber", "<n-so?:s>", 3, FormatNumber),
        new("formatInteger", "<n-s:s>", 2, FormatInteger),
        new("parseInteger", "<s-s:n>", 2, ParseInteger),
    ];

    private static JsonString? FormatNumber(in Call call) => call.Number(0) is { } number
        ? JsonValue.Of(DecimalFormatter.Format(number, call.Text(1) ?? string.Empty, DecimalSymbols.From(call[2] as JsonObject)))
        : null;

    private static JsonString? FormatInteger(in Call call) => call.Number(0) is { } number
        ? JsonValue.Of(IntegerFormatter.Format(Math.Floor(number), IntegerPicture.Parse(call.Text(1) ?? "0")))
        : null;

    private static JsonNumber? ParseInteger(in Call call) => call.Text(0) is { } text && IntegerParser.Parse(text, IntegerPicture.Parse(call.Text(1) ?? "0")) is { } number
        ? JsonNumber.Computed(number)
        : null;
}
