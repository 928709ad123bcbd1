using System.Text.RegularExpressions;
using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Validation;

/// <summary>Refuses what is no ARN of the kind that an operation takes, before anything is looked up.</summary>
internal static partial class Arns
{
    /// <exception cref="RequestRefusedException">InvalidArn.</exception>
    public static void RequireStateMachine(string arn) => Require(arn, "stateMachine");

    /// <exception cref="RequestRefusedException">InvalidArn; also for an express execution, which keeps no record to ask for.</exception>
    public static void RequireExecution(string arn) => Require(arn, "execution");

    /// <exception cref="RequestRefusedException">InvalidArn.</exception>
    public static void RequireActivity(string arn) => Require(arn, "activity");

    /// <exception cref="RequestRefusedException">InvalidArn.</exception>
    public static void RequireMapRun(string arn) => Require(arn, "mapRun");

    /// <summary>State machines and activities have tags.</summary>
    /// <exception cref="RequestRefusedException">InvalidArn.</exception>
    public static void RequireTaggable(string arn) => Require(arn, arn.Contains(":activity:", StringComparison.Ordinal) ? "activity" : "stateMachine");

    /// <param name="arn">Null where none is given.</param>
    /// <exception cref="RequestRefusedException">InvalidArn.</exception>
    public static void RequireRole(string? arn)
    {
        if (arn is not null && !Role().IsMatch(arn))
        {
            throw new RequestRefusedException("InvalidArn", $"Invalid Role Arn: '{arn}'");
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Role();

    private static void Require(string arn, string resourceType)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw RequestRefusedException.InvalidArn($"Invalid ARN prefix: {arn}");
        }

        // arn:partition:states:region:account:resourceType:name…
        var parts = arn.Split(':', 7);
        if (parts.Length < 7 || parts[1].Length == 0 || parts[6].Length == 0)
        {
            throw RequestRefusedException.InvalidArn($"Invalid ARN: {arn}");
        }

        if (parts[2] != "states")
        {
            throw RequestRefusedException.InvalidArn($"Invalid ARN service: {parts[2]}");
        }

        if (parts[5] != resourceType)
        {
            throw RequestRefusedException.InvalidArn($"Resource type not valid in this context: {parts[5]}");
        }
    }
}
