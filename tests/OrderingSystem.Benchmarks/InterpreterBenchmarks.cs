using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Benchmarks;

/// <summary>What the interpreter alone costs: no store, no tasks. 40,000 orders a second on one core is the aim: 25 µs each.</summary>
[MemoryDiagnoser]
public partial class InterpreterBenchmarks
{
    /// <summary>Of one order: its start and the answers to its four tasks.</summary>
    private const int Transitions = 5;

    private readonly FourTaskMachine _machine = new();
    private readonly string _order = Placeholder().Replace(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "order.asl.json")), "arn:aws:lambda:us-east-1:123456789012:function:f");

    /// <summary>An order with all its history events.</summary>
    [Benchmark]
    public int FourTaskOrder() => _machine.RunOne();

    /// <summary>The same, told for one transition.</summary>
    [Benchmark(OperationsPerInvoke = Transitions)]
    public int Transition() => _machine.RunOne();

    /// <summary>Parsing, validating and compiling.</summary>
    [Benchmark]
    public object? ReadFourTaskMachine() => FourTaskMachine.ReadDefinition();

    /// <summary>The machine of every order, <c>statemachines/order.asl.json</c>; under a millisecond is the aim.</summary>
    [Benchmark]
    public object ReadOrderMachine() => StateMachineReader.Read(_order).Definition ?? throw new InvalidOperationException("The definition is wrong.");

    [GeneratedRegex(@"\$\{\w+\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
