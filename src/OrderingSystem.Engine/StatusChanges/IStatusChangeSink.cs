namespace OrderingSystem.Engine.StatusChanges;

/// <summary>Where the engine tells that executions have started, ended or been redriven.</summary>
public interface IStatusChangeSink
{
    /// <summary>
    /// Takes one event. What it throws makes the engine come again later; an event may therefore come twice, under the same id. Events of one execution come
    /// in their order, each after the one before was taken; those of others do not wait for it.
    /// </summary>
    Task PublishAsync(StatusChange change, CancellationToken cancellationToken);
}
