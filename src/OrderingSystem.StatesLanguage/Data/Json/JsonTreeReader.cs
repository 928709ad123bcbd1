using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

internal static class JsonTreeReader
{
    public static JsonValue Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonValue.MaxDepth });
        try
        {
            if (!reader.Read())
            {
                throw new JsonException("The text is empty: a JSON value was expected.");
            }

            var value = ReadValue(ref reader);
            if (reader.Read())
            {
                throw new JsonException("There is more after the end of the JSON value.");
            }

            return value;
        }
        catch (InvalidOperationException broken)
        {
            // The reader's answer to half a surrogate pair or to bytes that are not UTF-8 inside a string.
            throw new JsonException("The text holds characters that are not valid Unicode.", broken);
        }
    }

    private static JsonValue ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var properties = new JsonObject.Builder();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    _ = reader.Read();
                    properties.Set(name, ReadValue(ref reader));
                }

                return properties.ToObject();
            case JsonTokenType.StartArray:
                var items = new List<JsonValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader));
                }

                return items.Count == 0 ? JsonArray.Empty : new JsonArray([.. items]);
            case JsonTokenType.String:
                return new JsonString(reader.GetString()!);
            case JsonTokenType.Number:
                return JsonNumber.Read(ref reader);
            case JsonTokenType.True:
                return JsonValue.True;
            case JsonTokenType.False:
                return JsonValue.False;
            default:
                return JsonValue.Null;
        }
    }
}
