namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>What the CDK app decides, for the stage <c>test</c>.</summary>
internal static class Deployment
{
    /// <summary>Access key and secret of every process.</summary>
    public const string Key = "local";

    public const string Prefix = "ordering-test-";

    public static string NameOf(string part) => Prefix + part;
}
