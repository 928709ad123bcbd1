using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api;

public sealed record ActivityDescription(string ActivityArn, string Name, DateTimeOffset CreationDate);

/// <summary>A task that a worker has taken. It answers with SendTaskSuccess or SendTaskFailure, and says with SendTaskHeartbeat that it is alive.</summary>
public sealed record ActivityTask(TaskToken Token, Payload Input);

/// <param name="Value">May be empty.</param>
public sealed record ResourceTag(string Key, string Value);
