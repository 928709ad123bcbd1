using System.Text.Json.Serialization;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderItem[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
