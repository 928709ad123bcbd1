using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Tests.Expressions;

/// <summary>Paths, templates and intrinsic functions give what AWS gave, and fail in AWS's words.</summary>
public sealed class RecordedPassStatesTests
{
    [Fact]
    public void Evaluate_RecordedPassStates_GiveWhatTheServiceGave()
    {
        var folder = RecordedPassStates.FindFolder();
        var inCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        Assert.SkipWhen(folder is null && !inCi, "The recorded cases are absent: set CONFORMANCE_CASES to their folder.");
        folder.Should().NotBeNull("CI must run the recorded cases; CONFORMANCE_CASES names their folder");

        var differences = new List<string>();
        var count = 0;
        foreach (var (id, recorded, machine) in RecordedPassStates.Read(folder!))
        {
            count++;
            var expected = (JsonObject)recorded["expected"]!;
            var (output, error, cause) = Run(machine, recorded);
            var same = expected["status"]!.Equals(JsonValue.Of("SUCCEEDED"))
                ? output is not null && Equivalent(output, expected["output"]!)
                : expected["error"]!.Equals(JsonValue.Of(error!)) && ((JsonString)expected["cause"]!).Value.EndsWith(cause!, StringComparison.Ordinal);
            if (!same)
            {
                differences.Add($"{id}: {output} {error} {cause}, recorded {expected["output"]} {expected["error"]} {expected["cause"]}");
            }
        }

        differences.Should().BeEmpty();
        count.Should().BeGreaterThan(100);
    }

    private static (JsonValue? Output, string? Error, string? Cause) Run(JsonObject machine, JsonObject recorded)
    {
        var value = JsonValue.Parse(((JsonString)recorded["input"]!).Value);
        var context = Context(value);
        var variables = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        var next = machine["StartAt"];
        try
        {
            while (next is JsonString { Value: var name })
            {
                var state = (JsonObject)((JsonObject)machine["States"]!)[name]!;
                value = Pass(state, value, context, variables);
                next = state["Next"];
            }

            return (value, null, null);
        }
        catch (EvaluationException failure)
        {
            // The recorder replaced the quoted input, which differs from run to run.
            return (null, failure.ErrorName, Regex.Replace(failure.Message, "input '.*'$", "input '<json-input:1>'", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
    }

    private static JsonValue Pass(JsonObject state, JsonValue raw, JsonValue context, Dictionary<string, JsonValue> variables)
    {
        var random = new SeededRandomSource(1);
        var input = At(state, "InputPath", raw);
        var result = state["Result"] ?? (state["Parameters"] is { } parameters ? Template(parameters).Evaluate(Scope(input), random) : input);
        var assigned = state["Assign"] is { } assign ? (JsonObject)Template(assign).Evaluate(Scope(result), random) : JsonObject.Empty;

        if (state["ResultPath"] is JsonString { Value: var resultPath })
        {
            ReferencePath.TryParse(resultPath, out var target, out var problem).Should().BeTrue(problem);
            result = target!.Apply(raw, result);
        }
        else if (state["ResultPath"] is JsonNull)
        {
            result = raw;
        }

        var output = At(state, "OutputPath", result);
        foreach (var (name, variable) in assigned)
        {
            variables[name] = variable; // seen from the next state on, not by this one's OutputPath
        }

        return output;

        EvaluationScope Scope(JsonValue root) => new(root, () => context, variables.GetValueOrDefault);

        JsonValue At(JsonObject owner, string field, JsonValue root)
        {
            switch (owner[field])
            {
                case JsonString { Value: var text }:
                    JsonPathExpression.TryParse(text, out var path, out var problem).Should().BeTrue(problem);
                    return Scope(root).ResolveRequired(path!);
                case JsonNull:
                    return JsonObject.Empty;
                default:
                    return root;
            }
        }
    }

    private static PayloadTemplate Template(JsonValue template)
    {
        var problems = new List<(string, string)>();
        PayloadTemplate.TryCompile(template, "/States/A/Parameters", problems, out var compiled).Should().BeTrue(string.Join("; ", problems));
        return compiled!;
    }

    /// <summary>The context object with the recorder's placeholders as values.</summary>
    private static JsonObject Context(JsonValue input) => JsonObject.Of(
        ("Execution", JsonObject.Of(
            ("Id", JsonValue.Of("arn:<partition>:states:<region>:111111111111:execution:<ArnPart_0idx>:<ExecArnPart_0idx>")),
            ("Input", input),
            ("StartTime", JsonValue.Of("date")),
            ("Name", JsonValue.Of("<ExecArnPart_0idx>")),
            ("RoleArn", JsonValue.Of("snf_role_arn")),
            ("RedriveCount", JsonValue.Of(0)))),
        ("StateMachine", JsonObject.Of(
            ("Id", JsonValue.Of("arn:<partition>:states:<region>:111111111111:stateMachine:<ArnPart_0idx>")),
            ("Name", JsonValue.Of("<ArnPart_0idx>")))),
        ("State", JsonObject.Of(("Name", JsonValue.Of("TestState")), ("EnteredTime", JsonValue.Of("date")))));

    /// <summary>Equal, except where the recorder put a placeholder for a value that differs from run to run.</summary>
    private static bool Equivalent(JsonValue actual, JsonValue expected) => (actual, expected) switch
    {
        (JsonNumber, JsonString { Value: "RandomNumberGenerated" }) => true,
        (JsonString, JsonString { Value: var text }) when text.StartsWith("<uuid", StringComparison.Ordinal) => true,
        (JsonObject a, JsonObject e) => a.Count == e.Count && e.All(member => a[member.Key] is { } value && Equivalent(value, member.Value)),
        (JsonArray a, JsonArray e) => a.Count == e.Count && a.Zip(e).All(pair => Equivalent(pair.First, pair.Second)),
        _ => actual.Equals(expected),
    };
}
