namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Stands for the death of the process at this point.</summary>
public sealed class ProcessDiedException : Exception;
