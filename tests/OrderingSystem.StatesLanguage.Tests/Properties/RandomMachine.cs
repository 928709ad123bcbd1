using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions;

namespace OrderingSystem.StatesLanguage.Tests.Properties;

/// <summary>Valid definitions drawn from a seed: a few states of every type, with retriers, catchers, time-outs and nesting.</summary>
internal sealed class RandomMachine(ulong seed)
{
    private const string Function = "arn:aws:lambda:us-east-1:111111111111:function:f";
    private const string WaitForToken = "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken";

    private static readonly string[] Errors = ["States.ALL", "States.TaskFailed", "States.Timeout", "Boom", "Bust"];

    private readonly SeededRandomSource _random = new(seed);
    private int _names;

    public static string Definition(ulong seed)
    {
        var machine = new RandomMachine(seed);
        var graph = machine.Graph(depth: 0);
        return (machine.OneIn(4) ? graph.With("TimeoutSeconds", JsonValue.Of(machine.Below(400) + 1)) : graph).ToString();
    }

    private JsonObject Graph(int depth)
    {
        var names = Enumerable.Range(0, 2 + Below(4)).Select(_ => $"S{++_names}").ToArray();
        var states = new JsonObject.Builder();
        for (var i = 0; i < names.Length; i++)
        {
            states.Set(names[i], State(names, i, depth));
        }

        return JsonObject.Of(("StartAt", JsonValue.Of(names[0])), ("States", states.ToObject()));
    }

    private JsonObject State(string[] names, int at, int depth)
    {
        var isLast = at == names.Length - 1;
        switch (Below(isLast ? 6 : depth < 2 ? 9 : 7))
        {
            case 0 or 1 or 2:
                return Recovering(Next(JsonObject.Of(
                    ("Type", Text("Task")), ("Resource", Text(OneIn(2) ? Function : WaitForToken)),
                    ("TimeoutSeconds", OneIn(2) ? JsonValue.Of(Below(50) + 10) : null), ("HeartbeatSeconds", OneIn(4) ? JsonValue.Of(Below(8) + 1) : null),
                    ("ResultPath", OneIn(2) ? Text("$.result") : null)), names, at), names);
            case 3:
                return Next(JsonObject.Of(("Type", Text("Wait")), ("Seconds", JsonValue.Of(Below(30)))), names, at);
            case 4:
                return Next(JsonObject.Of(("Type", Text("Pass")), ("Assign", JsonObject.Of(("v", JsonValue.Of(Below(9))))),
                    ("Parameters", JsonObject.Of(("id.$", Text(OneIn(2) ? "States.UUID()" : "$$.Execution.Name")), ("n", JsonValue.Of(Below(9)))))), names, at);
            case 5:
                return isLast
                    ? OneIn(2) ? JsonObject.Of(("Type", Text("Succeed"))) : JsonObject.Of(("Type", Text("Fail")), ("Error", Text("Boom")))
                    : Next(JsonObject.Of(("Type", Text("Pass"))), names, at);
            case 6:
                return JsonObject.Of(("Type", Text("Choice")),
                    ("Choices", new JsonArray(JsonObject.Of(("Variable", Text("$.n")), ("IsPresent", JsonValue.True), ("Next", Text(names[at + 1]))))),
                    ("Default", Text(names[names.Length - 1])));
            case 7:
                return Recovering(Next(JsonObject.Of(("Type", Text("Parallel")),
                    ("Branches", new JsonArray([.. Enumerable.Range(0, 1 + Below(3)).Select(_ => (JsonValue)Graph(depth + 1))])), ("ResultPath", Text("$.branches"))), names, at), names);
            default:
                return Recovering(Next(JsonObject.Of(("Type", Text("Map")), ("ItemsPath", Text("$$.Execution.Input.items")), ("MaxConcurrency", JsonValue.Of(Below(4))),
                    ("ItemSelector", OneIn(2) ? JsonObject.Of(("item.$", Text("$$.Map.Item.Value")), ("index.$", Text("$$.Map.Item.Index"))) : null),
                    ("ItemProcessor", Graph(depth + 1)), ("ResultPath", Text("$.items"))), names, at), names);
        }
    }

    private JsonObject Next(JsonObject state, string[] names, int at) =>
        at == names.Length - 1 ? state.With("End", JsonValue.True) : state.With("Next", Text(names[at + 1]));

    private JsonObject Recovering(JsonObject state, string[] names)
    {
        if (OneIn(2))
        {
            state = state.With("Retry", new JsonArray(JsonObject.Of(("ErrorEquals", new JsonArray(Text(Errors[Below(Errors.Length)]))),
                ("MaxAttempts", JsonValue.Of(Below(3))), ("IntervalSeconds", JsonValue.Of(Below(5) + 1)), ("JitterStrategy", OneIn(2) ? Text("FULL") : null))));
        }

        return OneIn(2)
            ? state.With("Catch", new JsonArray(JsonObject.Of(("ErrorEquals", new JsonArray(Text(Errors[Below(Errors.Length)]))),
                ("Next", Text(names[names.Length - 1])), ("ResultPath", Text("$.error")))))
            : state;
    }

    private static JsonString Text(string text) => JsonValue.Of(text);

    private bool OneIn(int chances) => Below(chances) == 0;

    private int Below(int bound) => (int)(_random.Next() % (ulong)bound);
}
