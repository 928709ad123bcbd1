using OrderingSystem.Engine.Api;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Commands;

internal static class Welcome
{
    public static void Print(RunningHost host, TextWriter output)
    {
        var credentials = Path.Combine(host.Settings.DataFolder, CredentialsFile.FileName);
        output.WriteLine($"Admin API        {host.Url}api/orders");
        output.WriteLine($"Step Functions   {host.StepFunctionsUrl}    (any AWS tool, with --endpoint-url and {(host.Settings.StepFunctionsAuthentication == EngineApiAuthentication.None ? "any keys" : "the keys below")})");
        output.WriteLine($"Bob's Post       {host.CarrierUrl}{(host.Simulator is null ? string.Empty : "    (simulated in this process)")}");
        output.WriteLine($"Data             {host.Settings.DataFolder}");
        output.WriteLine($"Clock            {host.Settings.Clock}{Ahead(host)}");
        output.WriteLine($"Sign in          {host.Url} as admin or operator, with the passwords in {credentials}");
        output.WriteLine($"Programs         POST {host.Url}connect/token with client_id and client_secret from there (grant_type=client_credentials)");
        output.WriteLine(host.Settings.Tls is null ? "Everything listens on loopback only." : "Everything else listens on loopback only.");
        output.WriteLine();
    }

    private static string Ahead(RunningHost host)
    {
        var ahead = host.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
        return ahead > TimeSpan.FromMinutes(1) ? $", at {host.Clock.GetUtcNow():u}: {ahead.TotalDays:0.0} days ahead, because this folder's time was skipped before" : string.Empty;
    }
}
