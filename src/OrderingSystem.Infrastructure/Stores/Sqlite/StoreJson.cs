using System.Text.Json.Serialization;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderItem[]))]
[JsonSerializable(typeof(CountedFailure[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
