using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Mocks;

/// <summary>Answers in place of services, by state machine, test case and state: the file that AWS Step Functions Local reads.</summary>
/// <remarks>Step Functions Developer Guide, "Using mocked service integrations for testing in Step Functions Local".</remarks>
public sealed class MockConfiguration
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, FrozenDictionary<string, IReadOnlyList<MockedResponse>>>> _machines;

    internal MockConfiguration(FrozenDictionary<string, FrozenDictionary<string, FrozenDictionary<string, IReadOnlyList<MockedResponse>>>> machines) =>
        _machines = machines;

    /// <summary>No test cases.</summary>
    public static MockConfiguration None { get; } =
        new(FrozenDictionary<string, FrozenDictionary<string, FrozenDictionary<string, IReadOnlyList<MockedResponse>>>>.Empty);

    /// <summary>State machines that have test cases.</summary>
    public int StateMachineCount => _machines.Count;

    /// <param name="path">Of the file.</param>
    /// <exception cref="MockConfigurationException">It cannot be read, or is not what the format says.</exception>
    public static MockConfiguration Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MockConfigurationException($"The mock configuration '{path}' cannot be read: {failure.Message}", failure);
        }
        catch (MockConfigurationException wrong)
        {
            throw new MockConfigurationException($"The mock configuration '{path}' is wrong. {wrong.Message}", wrong);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static MockConfiguration Parse(ReadOnlySpan<byte> utf8) => MockConfigurationReader.Read(utf8);

    internal bool Has(string stateMachineName, string testCase) => _machines.TryGetValue(stateMachineName, out var cases) && cases.ContainsKey(testCase);

    /// <summary>The test case of the execution answers for at least one state.</summary>
    internal bool HasStates(ExecutionFacts execution) => StatesOf(execution) is { Count: > 0 };

    /// <summary>The responses of a state; null where its service is to be called.</summary>
    internal IReadOnlyList<MockedResponse>? Find(ExecutionFacts execution, string stateName) => StatesOf(execution)?.GetValueOrDefault(stateName);

    /// <summary>The children of a Map run, whose machine is called <c>machine/label</c>, are answered as the machine is.</summary>
    private FrozenDictionary<string, IReadOnlyList<MockedResponse>>? StatesOf(ExecutionFacts execution)
    {
        if (execution.TestCase is not { } testCase)
        {
            return null;
        }

        var slash = execution.StateMachineName.IndexOf('/', StringComparison.Ordinal);
        var machine = slash < 0 ? execution.StateMachineName : execution.StateMachineName[..slash];
        return _machines.TryGetValue(machine, out var cases) ? cases.GetValueOrDefault(testCase) : null;
    }
}
