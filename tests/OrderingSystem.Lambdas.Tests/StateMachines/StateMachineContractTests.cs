using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Tests.Functions;

namespace OrderingSystem.Lambdas.Tests.StateMachines;

/// <summary>What the definitions in <c>statemachines/</c> name must exist here.</summary>
public sealed partial class StateMachineContractTests
{
    public static TheoryData<string> Definitions => [.. Directory.EnumerateFiles(StateMachineFiles.Folder, "*.asl.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_CustomErrorNames_EachHasItsException(string definition)
    {
        var names = Retriers(definition).Concat(Catchers(definition))
            .SelectMany(rule => rule.GetProperty("ErrorEquals").EnumerateArray())
            .Select(name => name.GetString()!)
            .Where(name => !name.StartsWith("States.", StringComparison.Ordinal) && !name.StartsWith("Lambda.", StringComparison.Ordinal))
            .Distinct();

        foreach (var name in names)
        {
            var type = typeof(FulfilmentException).Assembly.GetType($"{typeof(FulfilmentException).Namespace}.{name}");
            type.Should().NotBeNull("the definition matches {0}", name);
            type!.Should().BeDerivedFrom<FulfilmentException>();
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_FunctionPlaceholders_EachHasItsFunction(string definition)
    {
        using var services = TestServices.Build();
        var functions = services.GetRequiredService<TaskFunctions>().Functions.Keys;

        var names = FunctionPlaceholder().Matches(File.ReadAllText(Path.Combine(StateMachineFiles.Folder, definition))).Select(match => match.Groups["name"].Value).Distinct();

        names.Should().NotBeEmpty().And.BeSubsetOf(functions);
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_EveryTask_HasATimeoutAndKeepsToItself(string definition)
    {
        foreach (var (name, state) in States(definition).Where(state => state.State.GetProperty("Type").GetString() == "Task"))
        {
            state.TryGetProperty("TimeoutSeconds", out _).Should().BeTrue("{0} is a task", name);
            state.TryGetProperty("Parameters", out _).Should().BeTrue("{0} must send only what its task takes", name);
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_EveryRetrier_IsBoundedAndJittered(string definition)
    {
        foreach (var retrier in Retriers(definition).Where(retrier => !retrier.TryGetProperty("MaxAttempts", out var attempts) || attempts.GetInt32() != 0))
        {
            retrier.GetProperty("MaxDelaySeconds").GetInt32().Should().BeInRange(1, 43_200);
            retrier.GetProperty("JitterStrategy").GetString().Should().Be("FULL");
            retrier.TryGetProperty("MaxAttempts", out _).Should().BeTrue("the default of 3 is no decision");
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_StatesAll_StandsAloneAndLast(string definition)
    {
        foreach (var rules in States(definition).SelectMany(state => new[] { Rules(state.State, "Retry"), Rules(state.State, "Catch") }))
        {
            for (var index = 0; index < rules.Count; index++)
            {
                var errors = rules[index].GetProperty("ErrorEquals").EnumerateArray().Select(error => error.GetString()).ToList();
                if (errors.Contains("States.ALL"))
                {
                    errors.Should().ContainSingle();
                    index.Should().Be(rules.Count - 1);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_EveryReference_LeadsToAStateAndEveryStateIsReached(string definition)
    {
        var states = States(definition).ToDictionary(state => state.Name, state => state.State);

        var targets = NextTarget().Matches(File.ReadAllText(Path.Combine(StateMachineFiles.Folder, definition))).Select(match => match.Groups["name"].Value).ToHashSet();

        targets.Should().BeEquivalentTo(states.Keys);
    }

    [Fact]
    public void OrderDefinition_TransientFailures_NeverEndTheExecution()
    {
        foreach (var (name, state) in States("order.asl.json").Where(state => state.State.GetProperty("Type").GetString() == "Task"))
        {
            var caught = Rules(state, "Catch").Any(IsForAll);
            var forever = Rules(state, "Retry").Any(rule => IsForAll(rule) && rule.GetProperty("MaxAttempts").GetInt32() == 99_999_999);

            (caught || forever).Should().BeTrue("{0} must go to an operator, or be tried until it succeeds", name);
        }
    }

    [Fact]
    public void OrderDefinition_CarrierTasks_EndBeforeTheirHoldDoes()
    {
        var hold = new FulfilmentOptions().AttemptHold;
        var states = States("order.asl.json").ToDictionary(state => state.Name, state => state.State);

        foreach (var name in new[] { "BookShipment", "CancelShipment" })
        {
            TimeSpan.FromSeconds(states[name].GetProperty("TimeoutSeconds").GetInt32()).Should().BeLessThan(hold);
        }
    }

    /// <summary>The mean of a fully jittered delay is half of its bound; three history events per attempt.</summary>
    [Theory]
    [InlineData("BookShipment", "CarrierUnavailableException", 14, 1_100)]
    [InlineData("CheckShipment", "ShipmentPendingException", 60, 1_500)]
    public void OrderDefinition_LongRetriers_SpanTheirDaysWithinTheHistoryTheyMayUse(string state, string error, int days, int maxEvents)
    {
        var retrier = Rules(States("order.asl.json").Single(candidate => candidate.Name == state).State, "Retry")
            .Single(rule => rule.GetProperty("ErrorEquals").EnumerateArray().Any(name => name.GetString() == error));
        var attempts = retrier.GetProperty("MaxAttempts").GetInt32();

        var seconds = Enumerable.Range(0, attempts).Sum(attempt => 0.5 * Math.Min(
            retrier.GetProperty("MaxDelaySeconds").GetInt32(),
            retrier.GetProperty("IntervalSeconds").GetInt32() * Math.Pow(retrier.GetProperty("BackoffRate").GetDouble(), attempt)));

        TimeSpan.FromSeconds(seconds).TotalDays.Should().BeApproximately(days, days * 0.05);
        (attempts * 3).Should().BeLessThan(maxEvents);
    }

    private static bool IsForAll(JsonElement rule) => rule.GetProperty("ErrorEquals").EnumerateArray().Any(error => error.GetString() == "States.ALL");

    private static IEnumerable<JsonElement> Retriers(string definition) => States(definition).SelectMany(state => Rules(state.State, "Retry"));

    private static IEnumerable<JsonElement> Catchers(string definition) => States(definition).SelectMany(state => Rules(state.State, "Catch"));

    private static List<JsonElement> Rules(JsonElement state, string member) =>
        state.TryGetProperty(member, out var rules) ? [.. rules.EnumerateArray()] : [];

    private static List<(string Name, JsonElement State)> States(string definition)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(StateMachineFiles.Folder, definition)));
        return [.. document.RootElement.GetProperty("States").EnumerateObject().Select(state => (state.Name, state.Value.Clone()))];
    }

    [GeneratedRegex(@"\$\{(?<name>\w+)FunctionArn\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionPlaceholder();

    [GeneratedRegex("\"(?:Next|Default|StartAt)\": \"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextTarget();
}
