using PhoneNumbers;

namespace OrderingSystem.AdminApi.Requests;

/// <summary>Phone numbers as people write them.</summary>
internal static class PhoneNumber
{
    private const string NoRegion = "ZZ"; // the number has to name its country itself

    /// <returns>As in E.164; what is no number is left as it is, for the rules to refuse.</returns>
    public static string? Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var international = text.TrimStart() is ['0', '0', .. var rest] ? "+" + rest : text;
            var number = util.Parse(international, NoRegion);
            return util.IsPossibleNumber(number) && !number.HasExtension ? util.Format(number, PhoneNumberFormat.E164) : text;
        }
        catch (NumberParseException)
        {
            return text; // refused by the rules of customers, in their words
        }
    }
}
