using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Functions that a test scripts: by name, the answer to each call.</summary>
internal sealed class TestFunctions : IServiceIntegration
{
    private readonly Dictionary<string, Func<ServiceCall, CancellationToken, Task<ServiceResult>>> _functions = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];

    /// <summary>Names in the order of calling.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    public TestFunctions On(string name, Func<ServiceCall, CancellationToken, Task<ServiceResult>> answer)
    {
        _functions[name] = answer;
        return this;
    }

    public TestFunctions On(string name, Func<ServiceCall, ServiceResult> answer) => On(name, (call, _) => Task.FromResult(answer(call)));

    public bool Handles(TaskResource resource) => true;

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        var name = call.Resource.Kind == TaskResourceKind.LambdaFunction ? call.Resource.Arn.Split(':')[6] : call.Task.StateName;
        lock (_calls)
        {
            _calls.Add(name);
        }

        return _functions[name](call, cancellationToken);
    }
}
