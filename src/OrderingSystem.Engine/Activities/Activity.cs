namespace OrderingSystem.Engine.Activities;

/// <summary>A kind of work that workers outside ask for.</summary>
/// <param name="Number">Ascends in the order of making.</param>
internal sealed record Activity(long Number, string Name, string Arn, DateTimeOffset CreatedAt);

/// <summary>What the catalog keeps of an activity: <c>{"number":1,"createdAt":"2030-01-01T00:00:00+00:00"}</c>.</summary>
internal sealed record StoredActivity(long Number, DateTimeOffset CreatedAt);
