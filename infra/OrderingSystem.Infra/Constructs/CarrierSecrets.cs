using Amazon.CDK.AWS.IAM;

namespace OrderingSystem.Infra.Constructs;

/// <summary>The carrier's key for who calls the carrier: the secret's ARN as a variable, never its value, and the right to read this one secret.</summary>
internal static class CarrierSecrets
{
    /// <returns>A copy with the variable; the same where the carrier asks for no key.</returns>
    public static IDictionary<string, string> AddTo(IDictionary<string, string> environment, DeploymentSettings settings) =>
        settings.CarrierSecretArn is { } arn ? new Dictionary<string, string>(environment) { ["CARRIER_SECRET_ARN"] = arn } : environment;

    public static IEnumerable<PolicyStatement> MayRead(DeploymentSettings settings) =>
        settings.CarrierSecretArn is { } arn ? [Statements.Allow(["secretsmanager:GetSecretValue"], arn)] : [];
}
