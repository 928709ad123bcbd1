namespace OrderingSystem.Engine.Sqlite.Checking;

/// <summary>What a check of a store found.</summary>
/// <param name="Running">Of the executions: those that have not ended.</param>
/// <param name="Problems">The first hundred, in words; empty where all is well.</param>
/// <param name="ProblemCount">All of them.</param>
public sealed record CheckReport(long Executions, long Running, long HistoryEvents, IReadOnlyList<string> Problems, long ProblemCount);
