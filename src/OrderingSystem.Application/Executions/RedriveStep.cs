namespace OrderingSystem.Application.Executions;

/// <summary>How far a job has come that redrives many executions.</summary>
/// <param name="Total">How many it found when it began, of those that were not looked at one by one.</param>
/// <param name="Redriven">Those that go on.</param>
/// <param name="Declined">Those that the service, or the state of their order, does not let go on: they can be run again.</param>
/// <param name="Skipped">Those that failed with another error than the job is for.</param>
/// <param name="NextAt">When the next batch is due; null where none is left.</param>
/// <param name="After">The execution that was looked at last.</param>
public sealed record RedriveStep(int Total, int Redriven, int Declined, int Skipped, DateTimeOffset? NextAt = null, RedrivePosition? After = null);

/// <summary>A place among failed executions, which are taken in the order in which they started.</summary>
public sealed record RedrivePosition(DateTimeOffset StartedAt, string Name);

/// <summary>What the task of a job answers, as far as it is read back from the job's history.</summary>
public sealed record RedriveAnswer(RedriveStep Progress);
