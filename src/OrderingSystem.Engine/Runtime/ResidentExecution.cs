using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>An execution that is in memory: its mail, one letter at a time, and its running calls.</summary>
internal sealed class ResidentExecution(long id)
{
    private readonly Lock _gate = new();
    private readonly Queue<Mail> _mail = new();
    private bool _atWork;
    private bool _forgotten;

    public long Id { get; } = id;

    /// <summary>Null until loaded, and where there is nothing to load. Touched only by the one at work.</summary>
    public Execution? State { get; set; }

    public StateMachineRevision? Revision { get; set; }

    public StateMachineDefinition? Definition { get; set; }

    public Interpreter? Interpreter { get; set; }

    /// <summary>What a new execution starts from; null for one that was stored before.</summary>
    public ExecutionFacts? StartFacts { get; set; }

    /// <summary>Calls by task id. Touched only by the one at work.</summary>
    public Dictionary<long, RunningCall> Calls { get; } = [];

    /// <summary>What the memory budget counts for this execution while it sleeps in memory; 0 while it is not asleep.</summary>
    public long SleepingBytes { get; set; }

    /// <returns>Whether the mail was taken, and whether the caller is to begin work.</returns>
    public (bool Taken, bool Begin) Post(Mail mail)
    {
        lock (_gate)
        {
            if (_forgotten)
            {
                return (false, false);
            }

            _mail.Enqueue(mail);
            var begin = !_atWork;
            _atWork = true;
            return (true, begin);
        }
    }

    /// <summary>The next letter; null when there is none and the work is over.</summary>
    /// <param name="forget">Asked when there is no more mail: whether the execution leaves memory.</param>
    public Mail? Next(Func<ResidentExecution, bool> forget)
    {
        lock (_gate)
        {
            if (_mail.TryDequeue(out var mail))
            {
                return mail;
            }

            _forgotten = forget(this);
            _atWork = false;
            return null;
        }
    }
}
