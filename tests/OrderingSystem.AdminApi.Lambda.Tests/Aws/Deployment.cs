namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>What the CDK app decides, for the stage <c>test</c>.</summary>
internal static class Deployment
{
    /// <summary>Of every access key; each program's key is named after it.</summary>
    public const string Secret = "local";

    public const string Prefix = "ordering-test-";

    public static string NameOf(string part) => Prefix + part;
}
