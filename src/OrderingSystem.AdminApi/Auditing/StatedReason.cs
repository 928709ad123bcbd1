using System.Text.Json;

namespace OrderingSystem.AdminApi.Auditing;

/// <summary>Why somebody does something, wherever a body says it: its <c>reason</c>, or the <c>note</c> to a <c>decision</c>.</summary>
internal static class StatedReason
{
    /// <param name="json">A whole JSON text.</param>
    /// <returns>Null where the body gives none.</returns>
    public static string? Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? reason = null, note = null;
        var isDecision = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var isReason = reader.ValueTextEquals("reason"u8);
            var isNote = reader.ValueTextEquals("note"u8);
            isDecision |= reader.ValueTextEquals("decision"u8);
            if ((isReason || isNote) && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                (reason, note) = isReason ? (reader.GetString(), note) : (reason, reader.GetString());
            }
        }

        var stated = reason ?? (isDecision ? note : null);
        return string.IsNullOrWhiteSpace(stated) ? null : stated;
    }
}
