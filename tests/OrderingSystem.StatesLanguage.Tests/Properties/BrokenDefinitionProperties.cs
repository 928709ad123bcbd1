using System.Text;
using CsCheck;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.Properties;

/// <summary>Definitions that are cut off, garbled, or have a value of the wrong kind somewhere: the reader says what is wrong and never throws.</summary>
public sealed class BrokenDefinitionProperties
{
    private const string EveryField = """
        { "Comment": "c", "StartAt": "T", "TimeoutSeconds": 9, "Version": "1.0", "States": {
            "T": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "TimeoutSeconds": 9, "HeartbeatSecondsPath": "$.h", "Parameters": { "a.$": "$.b" },
                   "ResultSelector": { "c.$": "$.d" }, "ResultPath": "$.e", "InputPath": "$.f", "OutputPath": "$.g", "Credentials": { "RoleArn.$": "$.r" }, "Assign": { "v.$": "$.w" },
                   "Retry": [ { "ErrorEquals": [ "E" ], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL" } ],
                   "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.x", "Assign": { "y": 1 }, "Next": "C" } ], "Next": "C" },
            "C": { "Type": "Choice", "Choices": [ { "And": [ { "Variable": "$.a", "StringMatches": "x*" }, { "Not": { "Variable": "$.b", "NumericLessThanPath": "$.c" } } ], "Next": "W" } ], "Default": "J" },
            "W": { "Type": "Wait", "TimestampPath": "$.t", "Next": "P" },
            "P": { "Type": "Parallel", "Branches": [ { "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": {}, "End": true } } } ], "Next": "M" },
            "M": { "Type": "Map", "ItemsPath": "$.i", "MaxConcurrency": 2, "ItemSelector": { "k.$": "$$.Map.Item.Value" },
                   "ItemProcessor": { "ProcessorConfig": { "Mode": "INLINE" }, "StartAt": "B", "States": { "B": { "Type": "Succeed" } } }, "Next": "F" },
            "F": { "Type": "Fail", "ErrorPath": "$.e", "Cause": "c" },
            "J": { "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Arguments": { "x": "{% $states.input.y %}" },
                   "Output": "{% $states.result %}", "TimeoutSeconds": "{% 1 + 1 %}", "End": true } } }
        """;

    private static readonly JsonValue[] Intruders =
    [
        JsonValue.Null, JsonValue.True, JsonValue.Of(-1), JsonValue.Of(1e300), JsonValue.Of(0.5), JsonValue.Of(string.Empty), JsonValue.Of("$"), JsonValue.Of("$["), JsonValue.Of("{% ( %}"),
        JsonValue.Of("States.Format("), JsonValue.Of("Type"), JsonValue.Of("\ud83d\ude00"), JsonArray.Empty, JsonObject.Empty, new JsonArray(JsonValue.Null), JsonObject.Of(("a.$", JsonValue.Of(1))),
    ];

    [Fact]
    public void Read_EveryFieldInPlace_IsValid() => StateMachineReader.Read(EveryField).Diagnostics.Should().BeEmpty();

    [Fact]
    public void Read_AnyValueReplaced_IsReadOrRefusedWithAPlace() => Gen.Select(Gen.ULong, Gen.Int[1, 3]).Sample((seed, times) =>
    {
        var random = new SeededRandomSource(seed);
        var definition = JsonValue.Parse(EveryField);
        for (var i = 0; i < times; i++)
        {
            definition = Garble(definition, random);
        }

        var reading = StateMachineReader.Read(definition.ToString());

        (reading.Definition is null).Should().Be(reading.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (definition is JsonObject)
        {
            reading.Diagnostics.Should().NotContain(diagnostic => diagnostic.Location == null || !diagnostic.Location.StartsWith('/'));
        }
    }, iter: 5_000);

    [Fact]
    public void Read_TextCutOffOrWithAStrayCharacter_IsReadOrRefused() => Gen.Select(Gen.Int[0, EveryField.Length], Gen.Char, Gen.Bool).Sample((at, stray, isCut) =>
    {
        var text = isCut ? EveryField[..at] : EveryField.Insert(at, stray.ToString());

        var reading = StateMachineReader.Read(text);

        (reading.Definition is null).Should().Be(reading.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }, iter: 3_000);

    [Fact]
    public void Run_GarbledButValidDefinition_EndsOrWaits() => Gen.ULong.Sample(seed =>
    {
        var random = new SeededRandomSource(seed);
        var reading = StateMachineReader.Read(Garble(JsonValue.Parse(EveryField), random).ToString());
        if (reading.Definition is null)
        {
            return;
        }

        new ExecutionReplay(reading.Definition, (_, _) => random.Next() % 3 == 0 ? ScriptedAnswer.Throws("E") : ScriptedAnswer.Returns("""{"d":1,"t":"2026-01-05T09:00:01Z"}"""))
            .Run(ExecutionReplay.Facts("""{"f":{"b":1},"a":"xy","b":1,"c":0,"g":{},"h":3,"i":[1,2],"r":"arn","t":"2026-01-05T09:00:01Z"}"""));
    }, iter: 2_000);

    [Theory]
    [InlineData(200)]
    [InlineData(5_000)]
    public void Read_NestedTooDeeply_IsRefusedAndNothingBreaks(int depth)
    {
        var text = new StringBuilder().Insert(0, """{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[""", depth);

        StateMachineReader.Read(text.ToString()).Definition.Should().BeNull();
    }

    [Fact]
    public void Read_ManyBranchesInBranches_AreReadOrRefused()
    {
        var text = """{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}""";
        for (var i = 0; i < 60; i++)
        {
            text = "{\"StartAt\":\"P#\",\"States\":{\"P#\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":[".Replace("#", $"{i}", StringComparison.Ordinal) + text + "]}}}";
        }

        var reading = StateMachineReader.Read(text);

        new ExecutionReplay(reading.Definition!, (_, _) => ScriptedAnswer.Never).Run(ExecutionReplay.Facts("1")).Execution.Output!.ToString()
            .Should().Be(new string('[', 60) + "1" + new string(']', 60));
    }

    private static JsonValue Garble(JsonValue value, SeededRandomSource random)
    {
        if (random.Next() % 8 == 0 || value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            return Intruders[random.Next() % (ulong)Intruders.Length];
        }

        if (value is JsonArray items)
        {
            var index = (int)(random.Next() % (ulong)items.Count);
            return items.With(index, Garble(items[index], random));
        }

        var members = (JsonObject)value;
        var (name, inner) = members[(int)(random.Next() % (ulong)members.Count)];
        return random.Next() % 10 == 0 ? members.With(name + "X", inner) : members.With(name, Garble(inner, random));
    }
}
