using System.Collections.Frozen;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>Reads a definition. A wrong definition is input, not a failure of ours: every problem comes back, each with its place.</summary>
public static class StateMachineReader
{
    /// <summary>Longest state name (States Language, "States").</summary>
    private const int MaxStateNameLength = 80;

    /// <param name="isExpress">For an Express state machine, which cannot wait for a token or a job.</param>
    public static DefinitionReading Read(string definition, bool isExpress = false)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var problems = new DiagnosticBag();
        var root = Parse(definition, problems);
        if (root is null)
        {
            return new DefinitionReading(null, problems.ToList());
        }

        var fields = new ObjectReader(root, string.Empty, problems);
        var language = fields.QueryLanguage() ?? QueryLanguage.JsonPath;
        var graph = ReadGraph(fields, new StateReadingScope(language, MachineIsJsonata: language == QueryLanguage.Jsonata, isExpress, new HashSet<string>(StringComparer.Ordinal)));
        var result = new StateMachineDefinition(fields.Text("Comment"), graph ?? new StateGraph(string.Empty, FrozenDictionary<string, State>.Empty),
            fields.Integer("TimeoutSeconds", minimum: 1, maximum: 99_999_999), language);
        _ = fields.Text("Version");
        fields.RejectOthers();
        return new DefinitionReading(problems.HasErrors ? null : result, problems.ToList());
    }

    /// <summary>Reads one state on its own; the states that it leads to need not exist.</summary>
    /// <param name="name">That it is to have.</param>
    internal static StateUnderTest ReadState(string definition, string name)
    {
        var problems = new DiagnosticBag();
        State? state = null;
        var hasWriter = false;
        if (Parse(definition, problems) is { } body)
        {
            var scope = new StateReadingScope(
                QueryLanguage.JsonPath, MachineIsJsonata: false, IsExpress: false, new HashSet<string>(StringComparer.Ordinal) { name });
            state = StateReaders.Read(name, new ObjectReader(body, $"/States/{name}", problems), scope);
            hasWriter = body.ContainsName("ResultWriter");
        }

        var errors = problems.ToList().Where(problem => problem.Severity == DiagnosticSeverity.Error).ToList();
        return new StateUnderTest(errors.Count > 0 ? null : state, errors) { HasResultWriter = hasWriter };
    }

    /// <summary>Reads <c>StartAt</c> and <c>States</c> of a machine, a branch or an item processor.</summary>
    internal static StateGraph? ReadGraph(ObjectReader fields, StateReadingScope scope)
    {
        if (!fields.Require("States", "StartAt"))
        {
            return null;
        }

        var startAt = fields.RequiredText("StartAt");
        var states = fields.RequiredObject("States");
        if (startAt is null || states is null)
        {
            return null;
        }

        if (states.Source.Count == 0)
        {
            fields.Problem("States", "There are no states: at least one is required");
            return null;
        }

        var read = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var (name, value) in states.Source)
        {
            if (name.Length is 0 or > MaxStateNameLength)
            {
                states.Problem(name, $"State name must be 1 to {MaxStateNameLength} characters");
            }

            if (!scope.Names.Add(name))
            {
                states.Problem(name, $"Duplicate State name: {name}", DiagnosticCodes.DuplicateStateName);
            }

            if (value is not JsonObject body)
            {
                states.Problem(name, "Expected a JSON object");
            }
            else if (StateReaders.Read(name, states.Child(name, body), scope) is { } state)
            {
                read.Add(name, state);
            }
        }

        if (!states.Source.ContainsName(startAt))
        {
            fields.Problem("StartAt", $"Missing 'StartAt' target: {startAt}", DiagnosticCodes.MissingTransitionTarget);
        }

        GraphChecks.Run(startAt, states, read);
        return new StateGraph(startAt, read.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static JsonObject? Parse(string definition, DiagnosticBag problems)
    {
        if (string.IsNullOrWhiteSpace(definition))
        {
            problems.Add(new Diagnostic(DiagnosticCodes.Schema, null, "Definition must be a valid JSON object"));
            return null;
        }

        try
        {
            if (JsonValue.Parse(definition) is JsonObject root)
            {
                return root;
            }

            problems.Add(new Diagnostic(DiagnosticCodes.Schema, null, "Definition must be a valid JSON object"));
        }
        catch (JsonException notJson)
        {
            var problem = JsonProblem.Of(definition, notJson);
            problems.Add(new Diagnostic(DiagnosticCodes.InvalidJson, problem.Location, problem.ToString()));
        }

        return null;
    }
}

/// <summary>What the surroundings of a state settle for it.</summary>
/// <param name="QueryLanguage">Used where the state names none.</param>
/// <param name="MachineIsJsonata">A state may then not go back to JSONPath.</param>
/// <param name="Names">Every state name met so far, in whatever branch: a name stands once in the whole definition.</param>
internal sealed record StateReadingScope(QueryLanguage QueryLanguage, bool MachineIsJsonata, bool IsExpress, HashSet<string> Names);
