namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>Something happened that must never happen.</summary>
public sealed class SimulationViolationException(string message, Exception? innerException = null) : Exception(message, innerException);
