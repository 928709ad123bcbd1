namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>How tightly each operator holds on to what stands on its left; nothing else does at all.</summary>
internal static class Precedence
{
    public static int Of(Token token) => token.Kind != TokenKind.Operator ? 0 : token.Text switch
    {
        "[" or "(" or "@" or "#" => 80,
        "." => 75,
        "{" => 70,
        "*" or "/" or "%" => 60,
        "+" or "-" or "&" => 50,
        "=" or "<" or ">" or "!=" or "<=" or ">=" or "^" or "~>" or "in" or "?:" or "??" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    };
}
