using System.Globalization;
using OrderingSystem.Engine.Simulation.Checking;
using OrderingSystem.Engine.Simulation.Time;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Simulation.Workload;

/// <summary>
/// The tasks: quick, slow, hanging, failing, throwing, answering although nobody waits any more. Each answer has a number of its own, so that one that is
/// applied twice is seen. They outlive the engine, as functions elsewhere do.
/// </summary>
internal sealed class Functions(Random random, SimulatedTime time, Witness witness) : IServiceIntegration
{
    private long _calls;

    /// <summary>Set by the first call that no stored transition ordered.</summary>
    public SimulationViolationException? Violation { get; private set; }

    /// <summary>Tokens that somebody outside holds and will answer.</summary>
    public List<HeldToken> Tokens { get; } = [];

    /// <summary>Calls made, of all lives.</summary>
    public long Calls => _calls;

    public bool Handles(TaskResource resource) => true;

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        var number = ++_calls;
        if (!witness.IsOrdered(call.Execution.Name, call.Task.TaskId))
        {
            Violation ??= new SimulationViolationException(
                $"'{call.Execution.Name}': task {call.Task.TaskId} ({call.Task.StateName}) was called, and no transition on disk orders it.");
        }

        var mood = random.Next(100);
        if (mood >= 60)
        {
            var pause = mood < 90 ? TimeSpan.FromMilliseconds(random.Next(1, 20_000)) : TimeSpan.FromSeconds(random.Next(25, 90));
            await Task.Delay(pause, time, random.Next(2) == 0 ? cancellationToken : CancellationToken.None);
        }

        if (call.Task.Token is { } token)
        {
            Tokens.Add(new HeldToken(token, time.Elapsed + TimeSpan.FromSeconds(random.Next(0, 900)), random.Next(3)));
        }

        return random.Next(10) switch
        {
            < 7 => ServiceResult.Success(Payload.FromText(string.Create(CultureInfo.InvariantCulture, $$"""{"call":{{number}}}"""))),
            7 => ServiceResult.Failure("Busy", "Come again."),
            8 => ServiceResult.Failure("Refused", null),
            _ => throw new InvalidOperationException("A bug of the function."),
        };
    }
}

/// <param name="Beats">Heartbeats before the answer.</param>
internal sealed record HeldToken(TaskToken Token, TimeSpan AnswerAt, int Beats);
