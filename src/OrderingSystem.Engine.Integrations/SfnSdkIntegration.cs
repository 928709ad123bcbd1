using System.Globalization;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::aws-sdk:sfn:…</c>: every operation of Step Functions' API on the engine that runs the caller. Members are in PascalCase, both ways; times are ISO 8601.
/// </summary>
/// <remarks>Step Functions Developer Guide, "Learning to use AWS service SDK integrations"; the words of refusals are recorded from the service.</remarks>
public sealed class SfnSdkIntegration(IStepFunctionsOperations operations) : IServiceIntegration
{
    /// <summary>Members that the API takes as text, where a definition may write JSON.</summary>
    private static readonly HashSet<string> Texts =
        new(["input", "output", "definition", "variables", "context", "result", "mapItemReaderData"], StringComparer.Ordinal);

    /// <summary>Members whose own members have names of the caller's: states and variables.</summary>
    private static readonly HashSet<string> Maps = new(["variableReferences", "assignedVariables"], StringComparer.Ordinal);

    /// <summary>Errors that every AWS service has, and this one's SDK has no exception for.</summary>
    private static readonly HashSet<string> Unmodelled = new(["SerializationException", "ThrottlingException"], StringComparer.Ordinal);

    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "aws-sdk:sfn", Pattern: not IntegrationPattern.Sync, BareAction: [>= 'a' and <= 'z', ..] }
            && operations.Has(TaskParameters.Operation(resource.BareAction));
    }

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (TaskParameters.Of(call) is not { } parameters)
        {
            return await TaskParameters.NoObject(call);
        }

        if (FindUnsupported(parameters) is { } wrong)
        {
            return ServiceResult.Failure(ErrorNames.Runtime, $"The Parameters '{parameters}' could not be used to start the Task: [The field '{wrong}' is not supported by Step Functions]");
        }

        try
        {
            var answer = await operations.InvokeAsync(TaskParameters.Operation(call.Resource.BareAction), ToWire(parameters), cancellationToken);
            return ServiceResult.Success(Payload.FromValue(ToSdk(answer)));
        }
        catch (StepFunctionsException refusal)
        {
            return ServiceResult.Failure($"Sfn.{ExceptionName(refusal.Code)}", refusal.Message + " (Service: Sfn, Status Code: 400, Request ID: n/a) (SDK Attempt Count: 1)");
        }
    }

    /// <summary>The API's codes partly lack the suffix that the SDK's exceptions, and so the error names, have.</summary>
    private static string ExceptionName(string code) =>
        Unmodelled.Contains(code) ? "SfnException" : code.EndsWith("Exception", StringComparison.Ordinal) ? code : code + "Exception";

    /// <returns>A member that is not in PascalCase, at any depth; null where all are.</returns>
    private static string? FindUnsupported(JsonValue value) => value switch
    {
        JsonObject members => members.Select(member => member.Key is not [>= 'A' and <= 'Z', ..] ? member.Key
            : Texts.Contains(WireName(member.Key)) ? null : FindUnsupported(member.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(FindUnsupported).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static JsonObject ToWire(JsonObject members)
    {
        var wire = new JsonObject.Builder(members.Count);
        foreach (var (name, value) in members)
        {
            var wireName = WireName(name);
            _ = wire.Set(wireName, value is JsonObject or JsonArray or JsonNumber or JsonBoolean && Texts.Contains(wireName) ? JsonValue.Of(value.ToString()) : ToWire(value));
        }

        return wire.ToObject();
    }

    private static JsonValue ToWire(JsonValue value) => value switch
    {
        JsonObject members => ToWire(members),
        JsonArray items => new JsonArray([.. items.Select(ToWire)]),
        _ => value,
    };

    private static string WireName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static JsonObject ToSdk(JsonObject members)
    {
        var sdk = new JsonObject.Builder(members.Count);
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            _ = sdk.Set(TaskParameters.Operation(name), Maps.Contains(name) ? value : IsTime(name) && value is JsonNumber seconds ? Time(seconds) : ToSdk(value));
        }

        return sdk.ToObject();
    }

    private static JsonValue ToSdk(JsonValue value) => value switch
    {
        JsonObject members => ToSdk(members),
        JsonArray items => new JsonArray([.. items.Select(ToSdk)]),
        _ => value,
    };

    private static bool IsTime(string name) => name == "timestamp" || name.EndsWith("Date", StringComparison.Ordinal);

    /// <param name="seconds">Since 1970, with milliseconds.</param>
    private static JsonString Time(JsonNumber seconds) => JsonValue.Of(
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds.Double * 1000)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
