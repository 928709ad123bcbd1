using System.Text.Json.Serialization;
using OrderingSystem.Engine.Activities;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Express;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Versions;

namespace OrderingSystem.Engine.Catalog;

/// <summary>The stored form of catalog entries. Members are added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MapRunRecord))]
[JsonSerializable(typeof(StoredActivity))]
[JsonSerializable(typeof(AwaitingTask))]
[JsonSerializable(typeof(StoredExpressStart))]
[JsonSerializable(typeof(StoredRedriveToken))]
[JsonSerializable(typeof(List<ResourceTag>))]
[JsonSerializable(typeof(StateMachineSettings))]
[JsonSerializable(typeof(StoredVersion))]
[JsonSerializable(typeof(StoredVersionCount))]
[JsonSerializable(typeof(StoredAlias))]
[JsonSerializable(typeof(string))]
internal sealed partial class CatalogJson : JsonSerializerContext;
