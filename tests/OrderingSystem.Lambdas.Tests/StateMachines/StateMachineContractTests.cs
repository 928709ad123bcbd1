using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;
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
            .Where(name => !name.Contains('.', StringComparison.Ordinal)) // States.…, Lambda.…, Sfn.…: the language's and the services' own
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
        var functions = services.GetRequiredService<TaskFunctions>().Names;

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
            // There is one prober: jitter would only make it ask too early, in vain.
            var isProbe = retrier.GetProperty("ErrorEquals").EnumerateArray().Any(name => name.GetString() == nameof(CarrierDownException));
            retrier.GetProperty("MaxDelaySeconds").GetInt32().Should().BeInRange(1, 43_200);
            retrier.GetProperty("JitterStrategy").GetString().Should().Be(isProbe ? "NONE" : "FULL");
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

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_TransientFailures_NeverEndTheExecution(string definition)
    {
        foreach (var (name, state) in States(definition).Where(state => state.State.GetProperty("Type").GetString() == "Task"))
        {
            var caught = Rules(state, "Catch").Any(IsForAll);
            var forever = Rules(state, "Retry").Any(rule => IsForAll(rule) && rule.GetProperty("MaxAttempts").GetInt32() == 99_999_999);

            (caught || forever).Should().BeTrue("{0} must go to an operator, or be tried until it succeeds", name);
        }
    }

    [Theory]
    [InlineData("order.asl.json")]
    [InlineData("cancel-order.asl.json")]
    public void CarrierTasks_EndBeforeTheirHoldDoes(string definition)
    {
        var hold = new FulfilmentOptions().AttemptHold;

        foreach (var (name, state) in States(definition).Where(state => state.Name is "BookShipment" or "CancelShipment"))
        {
            Seconds(state, "TimeoutSeconds").Should().BeLessThan(hold, "{0} must not outlive its right to call the carrier", name);
        }
    }

    [Theory]
    [InlineData("order.asl.json")]
    [InlineData("cancel-order.asl.json")]
    public void CarrierTasks_QuickRetries_EndBeforeAnOutageSettles(string definition)
    {
        var settles = new CarrierGateLimits().SettleTime;

        foreach (var (name, state) in States(definition).Where(state => state.Name is "BookShipment" or "CheckShipment" or "CancelShipment"))
        {
            var waits = Delays(RetrierOf(state, nameof(CarrierUnavailableException))).Sum();

            TimeSpan.FromSeconds(waits).Should().BeLessThan(settles, "an order that {0} fails again parks under the same outage", name);
        }
    }

    /// <summary>The mean of a fully jittered delay is half of its bound; three history events per attempt.</summary>
    [Fact]
    public void OrderDefinition_Poll_SpansSixtyDaysWithinTheHistoryThatItMayUse()
    {
        var retrier = RetrierOf(States("order.asl.json").Single(state => state.Name == "CheckShipment").State, nameof(ShipmentPendingException));

        var delays = Delays(retrier).ToList();

        TimeSpan.FromSeconds(delays.Sum() / 2).TotalDays.Should().BeApproximately(60, 3);
        (delays.Count * 3).Should().BeLessThan(1_500);
    }

    [Theory]
    [InlineData("carrier-watch.asl.json")]
    [InlineData("bulk-decision.asl.json")]
    public void LoopDefinitions_LongestHistory_StaysBelowItsShare(string definition)
    {
        const int eventsPerStep = 9;
        const int eventsPerRetry = 3;

        var retries = States(definition).Where(state => state.Name != "HandOver").Sum(state => Rules(state.State, "Retry").Sum(rule => rule.GetProperty("MaxAttempts").GetInt32()));

        ((LoopStep.MaxSteps * eventsPerStep) + (retries * eventsPerRetry)).Should().BeLessThan(5_000);
    }

    [Fact]
    public void WatchDefinition_Probe_EndsBeforeItsLeaseAndKeepsTheGatesInterval()
    {
        var limits = new CarrierGateLimits();
        var state = States("carrier-watch.asl.json").Single(candidate => candidate.Name == "ProbeCarrier").State;

        var delays = Delays(RetrierOf(state, nameof(CarrierUnavailableException))).ToList();

        Seconds(state, "TimeoutSeconds").Should().BeLessThan(limits.ProbeHold);
        delays.Take(20).Should().Equal(Enumerable.Range(0, 20).Select(probe => CarrierGate.ProbeInterval(probe, limits).TotalSeconds));
    }

    private static JsonElement RetrierOf(JsonElement state, string error) => Rules(state, "Retry")
        .First(rule => rule.GetProperty("ErrorEquals").EnumerateArray().Any(name => name.GetString() == error));

    private static IEnumerable<double> Delays(JsonElement retrier) => Enumerable.Range(0, retrier.GetProperty("MaxAttempts").GetInt32()).Select(attempt => Math.Min(
        retrier.GetProperty("MaxDelaySeconds").GetInt32(),
        retrier.GetProperty("IntervalSeconds").GetInt32() * Math.Pow(retrier.GetProperty("BackoffRate").GetDouble(), attempt)));

    private static TimeSpan Seconds(JsonElement state, string member) => TimeSpan.FromSeconds(state.GetProperty(member).GetInt32());

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
