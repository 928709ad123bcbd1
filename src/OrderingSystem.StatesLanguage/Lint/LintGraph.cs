using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>The states of the machine, of a branch or of an item processor.</summary>
/// <param name="Location">JSON pointer to the object that holds <c>StartAt</c> and <c>States</c>.</param>
internal sealed record LintGraph(string Location, string StartAt, IReadOnlyDictionary<string, LintState> States)
{
    /// <summary>The graph and those below it, outermost first.</summary>
    public static IReadOnlyList<LintGraph> ReadAll(JsonObject machine)
    {
        var graphs = new List<LintGraph>();
        Read(machine, string.Empty, IsJsonata(machine, inherited: false), graphs);
        return graphs;
    }

    /// <summary>A name as one step of a JSON pointer (RFC 6901).</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public IReadOnlySet<string> Reached()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([StartAt]);
        while (open.TryPop(out var name))
        {
            if (States.TryGetValue(name, out var state) && reached.Add(name))
            {
                foreach (var target in state.Targets)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }

    private static void Read(JsonObject holder, string location, bool jsonata, List<LintGraph> graphs)
    {
        if (holder["States"] is not JsonObject bodies)
        {
            return;
        }

        var states = new Dictionary<string, LintState>(StringComparer.Ordinal);
        graphs.Add(new LintGraph(location, holder["StartAt"] is JsonString startAt ? startAt.Value : string.Empty, states));
        foreach (var (name, value) in bodies)
        {
            if (value is not JsonObject body)
            {
                continue;
            }

            var state = new LintState(name, $"{location}/States/{Escape(name)}", body, IsJsonata(body, jsonata));
            states[name] = state;
            foreach (var field in (string[])["ItemProcessor", "Iterator"])
            {
                if (body[field] is JsonObject processor)
                {
                    Read(processor, $"{state.Location}/{field}", jsonata, graphs);
                }
            }

            var branches = body["Branches"] as JsonArray ?? JsonArray.Empty;
            for (var i = 0; i < branches.Count; i++)
            {
                if (branches[i] is JsonObject branch)
                {
                    Read(branch, $"{state.Location}/Branches/{i}", jsonata, graphs);
                }
            }
        }
    }

    private static bool IsJsonata(JsonObject body, bool inherited) => body["QueryLanguage"] is JsonString language ? language.Value == "JSONata" : inherited;
}
