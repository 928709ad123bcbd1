using System.Diagnostics.CodeAnalysis;

namespace OrderingSystem.StatesLanguage.Executions;

public enum TaskResourceKind : byte
{
    /// <summary><c>arn:aws:lambda:…:function:name</c> as the Resource itself.</summary>
    LambdaFunction = 1,

    /// <summary><c>arn:aws:states:…:activity:name</c>.</summary>
    Activity = 2,

    /// <summary><c>arn:aws:states:::service:action</c> and <c>arn:aws:states:::aws-sdk:service:action</c>.</summary>
    ServiceIntegration = 3,
}

/// <summary>How a task ends: with the answer to the call, with the end of the job it began, or by task token.</summary>
public enum IntegrationPattern : byte
{
    RequestResponse = 1,
    Sync = 2,
    WaitForTaskToken = 3,
}

/// <summary>A Task state's Resource, taken apart.</summary>
/// <param name="Arn">As written.</param>
/// <param name="ResourceType">For service integrations what history calls resourceType: <c>lambda</c>, <c>aws-sdk:dynamodb</c>.</param>
/// <param name="Action">For service integrations what history calls resource, suffix included: <c>invoke.waitForTaskToken</c>.</param>
public sealed record TaskResource(string Arn, TaskResourceKind Kind, string ResourceType, string Action, IntegrationPattern Pattern)
{
    /// <summary>The action without <c>.sync</c>, <c>.sync:2</c> or <c>.waitForTaskToken</c>.</summary>
    public string BareAction => Action.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? Action[..dot] : Action;

    public static bool TryParse(string arn, [NotNullWhen(true)] out TaskResource? resource)
    {
        ArgumentNullException.ThrowIfNull(arn);
        resource = null;
        var parts = arn.Split(':');
        if (parts.Length < 6 || parts[0] != "arn" || !parts[1].StartsWith("aws", StringComparison.Ordinal))
        {
            return false;
        }

        resource = (parts[2], parts[5]) switch
        {
            ("lambda", "function") when parts.Length is 7 or 8 => new(arn, TaskResourceKind.LambdaFunction, "lambda", arn, IntegrationPattern.RequestResponse),
            ("states", "activity") when parts.Length == 7 => new(arn, TaskResourceKind.Activity, "activity", arn, IntegrationPattern.RequestResponse),
            ("states", _) when parts[3].Length == 0 && parts[4].Length == 0 => Integration(arn, parts),
            _ => null,
        };
        return resource is not null;
    }

    private static TaskResource? Integration(string arn, string[] parts)
    {
        var (type, rest) = parts[5] == "aws-sdk" ? (parts.Length < 8 ? null : "aws-sdk:" + parts[6], 7) : (parts[5], 6);
        if (string.IsNullOrEmpty(type) || parts.Length <= rest || parts[rest].Length == 0)
        {
            return null;
        }

        var action = string.Join(':', parts[rest..]);
        IntegrationPattern? pattern = action.IndexOf('.', StringComparison.Ordinal) switch
        {
            < 0 => IntegrationPattern.RequestResponse,
            var dot => action[dot..] switch
            {
                ".sync" or ".sync:2" => IntegrationPattern.Sync,
                ".waitForTaskToken" => IntegrationPattern.WaitForTaskToken,
                _ => null,
            },
        };
        return pattern is null ? null : new TaskResource(arn, TaskResourceKind.ServiceIntegration, type, action, pattern.Value);
    }
}
