using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>What the parameters of service calls have in common.</summary>
internal static class TaskParameters
{
    /// <returns>Null where they are no object.</returns>
    public static JsonObject? Of(ServiceCall call) => call.Parameters.Value as JsonObject;

    public static Task<ServiceResult> NoObject(ServiceCall call) =>
        Task.FromResult(ServiceResult.Failure(ErrorNames.Runtime, $"The Parameters of {call.Resource.Arn} must be an object."));

    /// <summary>A member that the API takes as text: text is that text, everything else is written as JSON.</summary>
    public static JsonObject WithText(this JsonObject parameters, string name) =>
        parameters[name] is { } value and not JsonString ? parameters.With(name, JsonValue.Of(value.ToString())) : parameters;

    /// <summary><c>putItem</c> becomes <c>PutItem</c>.</summary>
    public static string Operation(string action) => char.ToUpperInvariant(action[0]) + action[1..];
}
