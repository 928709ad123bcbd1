namespace OrderingSystem.Infra;

/// <summary>The folders that the templates are made from; <c>infra/build.sh</c> fills the first two.</summary>
/// <param name="LambdaFolder">Holds the executable <c>bootstrap</c>.</param>
/// <param name="AdminApiFolder">
/// Holds the admin API, published for linux-x64, with an executable <c>bootstrap</c> that starts it. Null where it was not built: the deployment then
/// has neither API nor web app.
/// </param>
/// <param name="StateMachinesFolder">Holds the definitions, <c>*.asl.json</c>.</param>
public sealed record DeploymentAssets(string LambdaFolder, string? AdminApiFolder, string StateMachinesFolder)
{
    /// <exception cref="DirectoryNotFoundException">The functions were not built.</exception>
    public static DeploymentAssets FromRepository()
    {
        var root = Directory.GetCurrentDirectory();
        while (!File.Exists(Path.Combine(root, "OrderingSystem.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("Run this inside the repository.");
        }

        return new DeploymentAssets(
            Built(root, "lambda-asset") ?? throw new DirectoryNotFoundException("artifacts/lambda-asset has no bootstrap: run infra/build.sh first."),
            Built(root, "admin-api-asset"),
            Path.Combine(root, "statemachines"));
    }

    private static string? Built(string root, string name)
    {
        var folder = Path.Combine(root, "artifacts", name);
        return File.Exists(Path.Combine(folder, "bootstrap")) ? folder : null;
    }
}
