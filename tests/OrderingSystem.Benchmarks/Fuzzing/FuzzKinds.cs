using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;
using OrderingSystem.StatesLanguage.Lint;
using OrderingSystem.StatesLanguage.Tests.Properties;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.Benchmarks.Fuzzing;

/// <summary>Every kind of trouble that is tried.</summary>
internal static class FuzzKinds
{
    private static readonly string[] Queries =
    [
        "$sum(items.(price*quantity))", "items[price > 3].{'a': price, 'b': $string(quantity)}", "$map(items, function($i, $n) { $i.price & $n })", "items^(>price)[0..2]", "$merge(items) ~> |$|{'x': 1}|",
        "$reduce(items, function($a, $i) { $a + $i.price }, 0)", "($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(12))", "$fromMillis(1e12, '[Y0001]-[M01]-[D01]')", "$replace(name, /(a+)b?/, '$1-')",
        "items#$i[$i % 2 = 0]", "$formatNumber(1234.5, '#,##0.00')", "$each($, function($v, $k) { $k })", "$split(name, /[aeiou]/)", "$contains(name, /^(a|b)*$/)", "$exists(a.b.c) ? a.b.c : 'none'",
    ];

    private static readonly string[] Paths =
    [
        "$.items[0].price", "$..price", "$.items[?(@.price > 1 && @.name =~ /a.*b/i)]", "$['items','name']", "$.items[-1:]", "$.items[*].tags[1:3:1]", "$.items.length()", "$[?(@.a in ['x', 1, null])]",
    ];

    private static readonly string[] Calls =
    [
        "States.Format('a {} b', $.name)", "States.Array(1, 'x', null, States.MathAdd($.items[0].price, 1))", "States.JsonMerge($.items[0], $.items[1], false)", "States.StringSplit($.name, ',')",
        "States.ArrayRange(1, 9, 2)", "States.ArrayPartition($.items, 2)", "States.Hash($.name, 'SHA-256')", "States.Base64Encode($.name)", "States.ArrayContains($.items, 3)",
    ];

    /// <summary>Patterns that backtrack for ever where an engine lets them, and texts that make them.</summary>
    private static readonly string[] Patterns =
        ["(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){12}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a*)*b", "(?=(a+))a*b", @"(a+)\1+b", "(?:a?){30}a{30}", "((a|b)*c|d)*e", "(x+x+)+y", "(a+){2,}b"];

    private static readonly JsonValue Order = JsonValue.Parse(
        """{"name":"aab,x","items":[{"price":1.5,"quantity":2,"tags":["a","b","c"]},{"price":4,"quantity":1,"tags":[]}],"a":{"b":{"c":[1,[2,3]]}}}""");

    public static IReadOnlyList<FuzzKind> All { get; } =
    [
        new("definitions, a value replaced", seed => Read(new Garbler(seed).Tree(JsonValue.Parse(RandomMachine.Definition(seed))).ToString())),
        new("definitions, text cut or garbled", seed => Read(new Garbler(seed).Text(RandomMachine.Definition(seed)))),
        new("valid definitions, random inputs and answers", Run),
        new("linting of garbled definitions", Lint),
        new("JSON texts, cut or garbled", seed => Parse(new Garbler(seed).Text(new Garbler(seed + 1).Json(5).ToString()))),
        new("deep nesting", Nest),
        new("JSONPath and intrinsic functions", seed => Read(PassWith(seed, new Garbler(seed)))),
        new("JSONata expressions", seed => Query(new Garbler(seed).Text(Queries[seed % (ulong)Queries.Length]))),
        new("regular expressions that backtrack", Backtrack),
    ];

    private static FuzzOutcome Read(string definition)
    {
        var reading = StateMachineReader.Read(definition);
        if (reading.Definition is not null)
        {
            _ = new ExecutionReplay(reading.Definition, (task, _) => ScriptedAnswer.Returns(task.Parameters.ToString())).Run(ExecutionReplay.Facts(Order.ToString()));
            return FuzzOutcome.Accepted;
        }

        var isJson = JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(definition), out var parsed) && parsed is JsonObject;
        return reading.Diagnostics.All(problem => problem.Message.Length > 0 && (!isJson || problem.Location?.StartsWith('/') == true || problem.Message.Contains("line:", StringComparison.Ordinal)))
            ? FuzzOutcome.Refused
            : FuzzOutcome.WithoutPlace;
    }

    private static FuzzOutcome Run(ulong seed)
    {
        var garbler = new Garbler(seed);
        var definition = StateMachineReader.Read(RandomMachine.Definition(seed)).Definition!;
        var replay = new ExecutionReplay(definition, (_, _) => garbler.Below(3) == 0 ? ScriptedAnswer.Throws("Boom", "why") : ScriptedAnswer.Returns(garbler.Json(3).ToString()))
            .Run(ExecutionReplay.Facts(garbler.Json(4).ToString()));
        return replay.Execution.Status != ExecutionStatus.Failed || replay.Execution.Error is not null ? FuzzOutcome.Accepted : FuzzOutcome.WithoutPlace;
    }

    private static FuzzOutcome Lint(ulong seed)
    {
        var findings = Linter.Lint(new Garbler(seed).Tree(JsonValue.Parse(RandomMachine.Definition(seed))).ToString()).Findings;
        return findings.Count == 0 ? FuzzOutcome.Accepted : findings.All(finding => finding.WhatWillHappen.Length > 0) ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
    }

    private static FuzzOutcome Parse(string text)
    {
        try
        {
            _ = Payload.FromText(text).Value;
            return FuzzOutcome.Accepted;
        }
        catch (JsonException broken)
        {
            return JsonProblem.Of(text, broken).Location.Contains("line:", StringComparison.Ordinal) ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
        }
    }

    private static FuzzOutcome Nest(ulong seed)
    {
        var garbler = new Garbler(seed);
        var depth = 1 << garbler.Below(15);
        string Deep(string open, string inner, string close) => string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
        return garbler.Below(7) switch
        {
            0 => Parse(Deep("[", "1", "]")),
            1 => Read(Deep("""{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[""", """{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}""", "]}}}")),
            2 => Read(Pass("InputPath", Deep("$.a[?(@.b)]", string.Empty, string.Empty))),
            3 => Read(Pass("Parameters", JsonObject.Of(("x.$", JsonValue.Of(Deep("States.Array(", "1", ")")))))),
            4 => Query(Deep("(", "1", ")")),
            5 => Query(Deep("[", "1", "]")),
            _ => Query("$f(" + Deep("{'a':", "1", "}") + ")"),
        };
    }

    private static string PassWith(ulong seed, Garbler garbler) => seed % 2 == 0
        ? Pass(garbler.Pick(["InputPath", "ItemsPath", "OutputPath", "ResultPath"]), garbler.Text(garbler.Pick(Paths)))
        : Pass("Parameters", JsonObject.Of(("x.$", JsonValue.Of(garbler.Text(garbler.Pick(Calls))))));

    private static string Pass(string field, string path) => Pass(field, JsonValue.Of(path));

    private static string Pass(string field, JsonValue value) =>
        JsonObject.Of(("StartAt", JsonValue.Of("A")), ("States", JsonObject.Of(("A", JsonObject.Of(("Type", JsonValue.Of("Pass")), (field, value), ("End", JsonValue.True)))))).ToString();

    private static FuzzOutcome Query(string expression)
    {
        if (!JsonataExpression.TryCompile(expression, out var compiled, out var error))
        {
            return error.Message.Length > 0 && error.Position >= -1 ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
        }

        try
        {
            _ = compiled.Evaluate(Order, JsonataBindings.Empty, new JsonataOptions { Now = DateTimeOffset.UnixEpoch, Random = JsonataOptions.SeededRandom(1) })?.ToUtf8();
            return FuzzOutcome.Accepted;
        }
        catch (JsonataException failure)
        {
            return failure.Message.Length > 0 ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
        }
    }

    private static FuzzOutcome Backtrack(ulong seed)
    {
        var garbler = new Garbler(seed);
        var pattern = garbler.Below(3) == 0 ? garbler.Text(garbler.Pick(Patterns)) : garbler.Pick(Patterns);
        var text = new string('a', 20 + garbler.Below(5_000)) + "!";
        if (garbler.Below(2) == 0)
        {
            return Query($"$contains('{text}', /{pattern}/)");
        }

        var definition = Pass("InputPath", $"$[?(@ =~ /{pattern}/)]");
        var reading = StateMachineReader.Read(definition);
        if (reading.Definition is null)
        {
            return reading.Diagnostics.All(problem => problem.Location is not null) ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
        }

        var replay = new ExecutionReplay(reading.Definition, (_, _) => ScriptedAnswer.Never).Run(ExecutionReplay.Facts($"[\"{text}\"]"));
        return replay.Execution.Status == ExecutionStatus.Succeeded ? FuzzOutcome.Accepted : replay.Execution.Error?.Cause is { Length: > 0 } ? FuzzOutcome.Refused : FuzzOutcome.WithoutPlace;
    }
}
