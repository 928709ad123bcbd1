using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata;

/// <summary>A JSONata expression cannot be compiled, or its evaluation failed.</summary>
/// <remarks>
/// Codes are the reference implementation's: <c>S…</c> syntax, <c>T…</c> types, <c>D…</c> evaluation. Four are our own, for what the reference leaves
/// to its host: S0303 (invalid regular expression), S0901 (the source nests too deeply), U1001 (a regular expression took too long), U1002
/// (a text or list grew too large).
/// </remarks>
public sealed class JsonataException : Exception
{
    internal JsonataException(string code, int position = -1, string? token = null, JsonValue? value = null, JsonValue? value2 = null, int index = 0, string? text = null)
    {
        Code = code;
        Position = position;
        Token = token;
        Value = value;
        Value2 = value2;
        Index = index;
        Text = text;
    }

    /// <summary>For example <c>T2001</c>.</summary>
    public string Code { get; }

    /// <summary>Characters from the start of the expression, counted from 0; -1 where it is not known.</summary>
    public int Position { get; private set; }

    /// <summary>The operator, function or other part of the source concerned; null where there is none.</summary>
    public string? Token { get; private set; }

    /// <summary>The sentence without its code, for example <c>The left side of the "+" operator must evaluate to a number</c>.</summary>
    public override string Message => JsonataMessages.Compose(this);

    internal JsonValue? Value { get; }

    internal JsonValue? Value2 { get; }

    internal int Index { get; }

    internal string? Text { get; }

    /// <summary>Notes where the error arose, unless something closer to it did already. Always false, so that it serves as an exception filter.</summary>
    internal bool Locate(int position, string? token)
    {
        Position = Position < 0 ? position : Position;
        Token ??= token;
        return false;
    }
}
