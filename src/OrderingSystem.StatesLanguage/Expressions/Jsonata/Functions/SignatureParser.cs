namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Reads <c>&lt;s-(sf)n?:a&lt;s&gt;&gt;</c>. What follows the colon, the type of the result, is for people only.</summary>
internal static class SignatureParser
{
    private const string AnyType = "asnblfom";

    public static Signature Parse(string text)
    {
        var parameters = new List<SignatureParameter>();
        for (var at = 1; at < text.Length && text[at] is not (':' or '>'); at++)
        {
            switch (text[at])
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    parameters.Add(new SignatureParameter($"{text[at]}m", IsArray: false));
                    break;
                case 'a':
                    parameters.Add(new SignatureParameter(AnyType, IsArray: true));
                    break;
                case 'f':
                    parameters.Add(new SignatureParameter("f", IsArray: false));
                    break;
                case 'j':
                    parameters.Add(new SignatureParameter("asnblom", IsArray: false));
                    break;
                case 'x':
                    parameters.Add(new SignatureParameter(AnyType, IsArray: false));
                    break;
                case '(':
                    at = ReadChoice(text, at, parameters);
                    break;
                case '<':
                    at = ReadItemType(text, at, parameters);
                    break;
                default:
                    Modify(text[at], parameters);
                    break;
            }
        }

        return new Signature([.. parameters]);
    }

    private static int ReadChoice(string text, int at, List<SignatureParameter> parameters)
    {
        var end = ClosingBracket(text, at, '(', ')');
        var choice = text[(at + 1)..end];
        if (choice.Contains('<', StringComparison.Ordinal))
        {
            throw new JsonataException("S0402", at, token: choice);
        }

        parameters.Add(new SignatureParameter(choice + "m", IsArray: false));
        return end;
    }

    private static int ReadItemType(string text, int at, List<SignatureParameter> parameters)
    {
        if (parameters.Count == 0 || !(parameters[^1].IsArray || parameters[^1].Types == "f"))
        {
            throw new JsonataException("S0401", at, token: parameters.Count == 0 ? null : parameters[^1].Types[..1]);
        }

        var end = ClosingBracket(text, at, '<', '>');
        if (parameters[^1].IsArray && end > at + 1)
        {
            parameters[^1].ItemType = text[at + 1];
        }

        return end;
    }

    private static void Modify(char modifier, List<SignatureParameter> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        switch (modifier)
        {
            case '-':
                parameters[^1].TakesContext = true;
                parameters[^1].IsOptional = true;
                break;
            case '?':
                parameters[^1].IsOptional = true;
                break;
            case '+':
                parameters[^1].IsRepeated = true;
                break;
        }
    }

    private static int ClosingBracket(string text, int start, char open, char close)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return text.Length - 1;
    }
}
