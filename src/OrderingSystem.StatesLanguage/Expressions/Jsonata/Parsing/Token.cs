using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

internal enum TokenKind
{
    End,
    Name,
    Variable,
    Operator,
    String,
    Number,
    Value,
    Regex,
}

/// <summary>One word of an expression.</summary>
/// <param name="Text">The operator, the name, or the text as it stands.</param>
/// <param name="Literal">The value of a string, number, <c>true</c>, <c>false</c> or <c>null</c>.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, JsonValue? Literal = null, RegexPattern? Pattern = null)
{
    public bool IsOperator(string symbol) => Kind == TokenKind.Operator && string.Equals(Text, symbol, StringComparison.Ordinal);
}

/// <summary>A regular expression as written between slashes.</summary>
internal sealed record RegexPattern(string Source, bool IgnoreCase, bool Multiline);
