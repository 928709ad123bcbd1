using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrderingSystem.Infra;

/// <summary>One definition in <c>statemachines/</c>: its text, and what it asks of the functions that it names.</summary>
public sealed partial class StateMachineDefinition
{
    private StateMachineDefinition(string name, string text, IReadOnlyDictionary<string, int> functions, bool startsItself, bool stopsExecutions)
    {
        Name = name;
        Text = text;
        Functions = functions;
        StartsItself = startsItself;
        StopsExecutions = stopsExecutions;
    }

    /// <summary>The file's name without <c>.asl.json</c>, for example <c>cancel-order</c>.</summary>
    public string Name { get; }

    /// <summary>The file as it stands, placeholders included.</summary>
    public string Text { get; }

    /// <summary>The functions that it calls, with the shortest time in seconds that one of its states waits for each.</summary>
    public IReadOnlyDictionary<string, int> Functions { get; }

    /// <summary>It hands over to a new execution of itself before its history grows long.</summary>
    public bool StartsItself { get; }

    /// <summary>It stops executions of the orders' machine.</summary>
    public bool StopsExecutions { get; }

    /// <summary>The name in the middle of PascalCase identifiers: <c>CancelOrder</c>.</summary>
    public string PascalName => string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The environment variable that tells functions its ARN: <c>CANCEL_ORDER_STATE_MACHINE_ARN</c>.</summary>
    public string ArnVariable => $"{Name.Replace('-', '_').ToUpperInvariant()}_STATE_MACHINE_ARN";

    /// <summary>All definitions of a folder, in the order of their names.</summary>
    public static IReadOnlyList<StateMachineDefinition> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.asl.json").Order(StringComparer.Ordinal).Select(Read)];

    private static StateMachineDefinition Read(string file)
    {
        var text = File.ReadAllText(file, Encoding.UTF8);
        using var document = JsonDocument.Parse(text);
        var functions = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var resources = new List<string>();
        foreach (var state in StatesOf(document.RootElement))
        {
            if (!state.TryGetProperty("Resource", out var resource))
            {
                continue;
            }

            resources.Add(resource.GetString()!);
            var seconds = state.TryGetProperty("TimeoutSeconds", out var timeout) ? timeout.GetInt32() : int.MaxValue;
            foreach (Match match in FunctionPlaceholder().Matches(state.GetRawText()))
            {
                var function = match.Groups["function"].Value;
                functions[function] = Math.Min(functions.GetValueOrDefault(function, int.MaxValue), seconds);
            }
        }

        return new StateMachineDefinition(
            Path.GetFileName(file)[..^".asl.json".Length],
            text,
            functions,
            resources.Contains("arn:aws:states:::states:startExecution"),
            resources.Contains("arn:aws:states:::aws-sdk:sfn:stopExecution"));
    }

    /// <summary>The states of a machine, those inside Map and Parallel states included.</summary>
    private static IEnumerable<JsonElement> StatesOf(JsonElement machine)
    {
        foreach (var state in machine.GetProperty("States").EnumerateObject().Select(member => member.Value))
        {
            yield return state;
            var inner = state.TryGetProperty("Branches", out var branches) ? [.. branches.EnumerateArray()] : new List<JsonElement>();
            foreach (var name in new[] { "ItemProcessor", "Iterator" })
            {
                if (state.TryGetProperty(name, out var processor))
                {
                    inner.Add(processor);
                }
            }

            foreach (var nested in inner.SelectMany(StatesOf))
            {
                yield return nested;
            }
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Functions.Count} functions)");

    [GeneratedRegex(@"\$\{(?<function>\w+)FunctionArn\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionPlaceholder();
}
