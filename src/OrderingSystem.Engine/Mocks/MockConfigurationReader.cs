using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.Mocks;

/// <summary>
/// Reads <c>{"StateMachines":{name:{"TestCases":{name:{state:response}}}},"MockedResponses":{response:{"0":{"Return":…},"1-2":{"Throw":{"Error","Cause"}}}}}</c>.
/// Beyond AWS's format a response may have <c>Submit</c>, what the service answered to the call of a task that then waits; <c>Hang</c>, for no answer at
/// all; and a <c>Throw</c> without Error or Cause.
/// </summary>
internal static class MockConfigurationReader
{
    /// <exception cref="MockConfigurationException">With the place in the file, as a JSON pointer.</exception>
    public static MockConfiguration Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        JsonDocument document;
        try
        {
            document = JsonDocument.ParseValue(ref reader);
        }
        catch (JsonException notJson)
        {
            throw new MockConfigurationException($"It is no JSON: {notJson.Message}", notJson);
        }

        using (document)
        {
            var root = new Place(document.RootElement, string.Empty);
            var responses = root.Members("MockedResponses").ToDictionary(member => member.Name, member => (IReadOnlyList<MockedResponse>)ReadResponses(member.Value), StringComparer.Ordinal);
            return new MockConfiguration(root.Members("StateMachines").ToFrozenDictionary(
                machine => machine.Name,
                machine => machine.Value.Members("TestCases").ToFrozenDictionary(
                    testCase => testCase.Name,
                    testCase => testCase.Value.Members().ToFrozenDictionary(state => state.Name, state => Find(state.Value, responses), StringComparer.Ordinal),
                    StringComparer.Ordinal),
                StringComparer.Ordinal));
        }
    }

    private static IReadOnlyList<MockedResponse> Find(Place state, Dictionary<string, IReadOnlyList<MockedResponse>> responses) =>
        state.Element.ValueKind != JsonValueKind.String ? throw state.Wrong("the name of a mocked response belongs here")
        : responses.TryGetValue(state.Element.GetString()!, out var found) ? found
        : throw state.Wrong($"there is no '{state.Element.GetString()}' in MockedResponses");

    private static List<MockedResponse> ReadResponses(Place place)
    {
        var responses = new List<MockedResponse>();
        foreach (var (range, value) in place.Members())
        {
            var (first, last) = ReadRange(range, value);
            if (responses.Find(other => first <= other.Last && other.First <= last) is not null)
            {
                throw value.Wrong("another response of the list has this invocation too");
            }

            responses.Add(ReadResponse(value, first, last));
        }

        return responses.Count > 0 ? responses : throw place.Wrong("it needs a response for at least one invocation, such as \"0\"");
    }

    private static (int First, int Last) ReadRange(string range, Place value)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = dash < 0 ? (range, range) : (range[..dash], range[(dash + 1)..]);
        return int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last
            ? (first, last)
            : throw value.Wrong("its key must be the number of an invocation, from 0, or a range of them such as \"1-2\"");
    }

    private static MockedResponse ReadResponse(Place place, int first, int last)
    {
        Payload? submitted = null, result = null;
        StatesError? error = null;
        var hangs = false;
        foreach (var (name, value) in place.Members())
        {
            switch (name)
            {
                case "Return":
                    result = Payload.FromText(value.Element.GetRawText());
                    break;
                case "Throw":
                    error = new StatesError(value.OptionalText("Error"), value.OptionalText("Cause"));
                    break;
                case "Submit":
                    submitted = Payload.FromText(value.Element.GetRawText());
                    break;
                case "Hang":
                    hangs = value.Element.ValueKind == JsonValueKind.True ? true : throw value.Wrong("only true belongs here");
                    break;
                default:
                    throw value.Wrong("a response has Return or Throw, and of our own Submit and Hang");
            }
        }

        var answers = (result is null ? 0 : 1) + (error is null ? 0 : 1) + (hangs ? 1 : 0);
        return answers == 1 ? new MockedResponse(first, last, submitted, result, error) : throw place.Wrong("exactly one of Return, Throw and Hang belongs here");
    }

    /// <summary>A value and where it stands.</summary>
    private readonly record struct Place(JsonElement Element, string Pointer)
    {
        public IEnumerable<(string Name, Place Value)> Members(string field) => Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(field, out var value)
            ? new Place(value, $"{Pointer}/{field}").Members()
            : throw Wrong($"the field '{field}' is missing");

        public IEnumerable<(string Name, Place Value)> Members()
        {
            if (Element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object belongs here");
            }

            var pointer = Pointer;
            return Element.EnumerateObject().Select(member => (member.Name,
                new Place(member.Value, $"{pointer}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")));
        }

        public string? OptionalText(string field) => Element.ValueKind != JsonValueKind.Object ? throw Wrong("an object belongs here")
            : !Element.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw new Place(value, $"{Pointer}/{field}").Wrong("a text belongs here");

        public MockConfigurationException Wrong(string problem) => new($"At {(Pointer.Length == 0 ? "/" : Pointer)}: {problem}.");
    }
}
