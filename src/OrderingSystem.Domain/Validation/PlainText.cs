using System.Text;

namespace OrderingSystem.Domain.Validation;

/// <summary>Text from people that can be stored, printed on a label and put into an e-mail.</summary>
public static class PlainText
{
    public const string Complaint = "The text has control characters or broken Unicode.";

    /// <summary>True for well-formed Unicode without control characters other than tab and line breaks.</summary>
    public static bool IsAcceptable(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != System.Buffers.OperationStatus.Done
                || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n')))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    /// <summary>The same on one line: what may stand in an e-mail header.</summary>
    public static bool IsAcceptableLine(ReadOnlySpan<char> text) => IsAcceptable(text) && text.IndexOfAny('\r', '\n', '\t') < 0;
}
