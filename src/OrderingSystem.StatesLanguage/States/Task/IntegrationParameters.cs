using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.States.Task;

/// <summary>What the service checks of a call's parameters before it starts the task; the rest is for the called service to judge.</summary>
/// <param name="Names">Fields that must be there.</param>
/// <param name="HasHeaders">The call has HTTP headers.</param>
/// <remarks>Step Functions Developer Guide, the pages of the optimized integrations; the form of <c>Headers</c> is recorded from AWS.</remarks>
internal sealed record IntegrationParameters(string[] Names, bool HasHeaders)
{
    private static readonly FrozenDictionary<string, string[]> Required = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["apigateway:invoke"] = ["ApiEndpoint", "Method"],
        ["dynamodb:deleteItem"] = ["TableName", "Key"],
        ["dynamodb:getItem"] = ["TableName", "Key"],
        ["dynamodb:putItem"] = ["TableName", "Item"],
        ["dynamodb:updateItem"] = ["TableName", "Key"],
        ["events:putEvents"] = ["Entries"],
        ["lambda:invoke"] = ["FunctionName"],
        ["sns:publish"] = ["Message"],
        ["sqs:sendMessage"] = ["QueueUrl", "MessageBody"],
        ["states:startExecution"] = ["StateMachineArn"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null where nothing is checked.</returns>
    public static IntegrationParameters? Of(TaskResource resource) =>
        resource.Kind == TaskResourceKind.ServiceIntegration && Required.TryGetValue($"{resource.ResourceType}:{resource.BareAction}", out var names)
            ? new IntegrationParameters(names, HasHeaders: resource.ResourceType == "apigateway")
            : null;

    /// <returns>What is wrong, as the service lists it: <c>[The field 'QueueUrl' is required but was missing]</c>; null where nothing is.</returns>
    public string? Check(Payload parameters)
    {
        if (parameters.Value is not JsonObject fields)
        {
            return null;
        }

        List<string>? problems = null;
        foreach (var field in Names)
        {
            if (!fields.ContainsName(field))
            {
                (problems ??= []).Add($"The field '{field}' is required but was missing");
            }
        }

        if (HasHeaders && fields["Headers"] is { } headers && !AreHeaders(headers))
        {
            (problems ??= []).Add("The value of the field 'Headers' has an invalid format");
        }

        return problems is null ? null : $"[{string.Join(", ", problems)}]";
    }

    /// <summary>Each header has an array of values.</summary>
    private static bool AreHeaders(JsonValue headers) => headers is JsonObject fields && fields.All(header => header.Value is JsonArray);
}
