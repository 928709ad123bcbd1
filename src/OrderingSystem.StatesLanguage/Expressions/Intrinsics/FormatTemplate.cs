using System.Text;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>The first argument of <c>States.Format</c>, cut at its placeholders: <c>{}</c>.</summary>
internal sealed class FormatTemplate
{
    private readonly string[] _pieces;

    private FormatTemplate(string[] pieces) => _pieces = pieces;

    public int Placeholders => _pieces.Length - 1;

    /// <param name="raw">The literal as written between its quotes, its escapes known to be valid.</param>
    public static FormatTemplate FromLiteral(string raw) => Cut(raw, everyEscape: true);

    /// <param name="text">Text from the input: only a brace can be escaped in it, other backslashes stand for themselves.</param>
    public static FormatTemplate FromData(string text) => Cut(text, everyEscape: false);

    public string Fill(ReadOnlySpan<string> values)
    {
        var output = new StringBuilder(_pieces[0]);
        for (var i = 0; i < values.Length; i++)
        {
            output.Append(values[i]).Append(_pieces[i + 1]);
        }

        return output.ToString();
    }

    private static FormatTemplate Cut(string text, bool everyEscape)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '\\' && (next is '{' or '}' || (everyEscape && next != '\0')))
            {
                piece.Append(next);
                i++;
            }
            else if (text[i] == '{' && next == '}')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                i++;
            }
            else
            {
                piece.Append(text[i]);
            }
        }

        pieces.Add(piece.ToString());
        return new FormatTemplate([.. pieces]);
    }
}
