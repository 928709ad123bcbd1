using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderingSystem.Engine.MapRuns.Items;

[JsonSourceGenerationOptions(MaxDepth = OrderingSystem.StatesLanguage.Data.Json.JsonValue.MaxDepth)]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ItemJson : JsonSerializerContext;
