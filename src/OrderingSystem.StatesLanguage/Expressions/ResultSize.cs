using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>
/// Keeps results within memory: values share their parts, so that a small definition can describe a text of gigabytes
/// (<c>States.JsonToString(States.Array($, $, $, …))</c>) long before the service's limit on payloads is checked.
/// </summary>
internal static class ResultSize
{
    /// <summary>Most characters of an intermediate text: far above any payload, far below the memory of a small machine.</summary>
    public const int MaxCharacters = 16 * Payload.MaxBytes;

    /// <summary>Whether the value's JSON text has more than <see cref="MaxCharacters"/>; the walk ends as soon as that is known.</summary>
    public static bool IsTooLarge(JsonValue value)
    {
        var left = MaxCharacters;
        return !Fits(value, ref left);
    }

    private static bool Fits(JsonValue value, ref int left)
    {
        switch (value)
        {
            case JsonString { Value: var text }:
                left -= text.Length + 2;
                break;
            case JsonArray items:
                left -= 2;
                foreach (var item in items.Span)
                {
                    if (!Fits(item, ref left))
                    {
                        return false;
                    }
                }

                break;
            case JsonObject members:
                left -= 2;
                foreach (var (name, member) in members.Span)
                {
                    left -= name.Length + 3;
                    if (!Fits(member, ref left))
                    {
                        return false;
                    }
                }

                break;
            default:
                left -= 4;
                break;
        }

        return left >= 0;
    }
}
