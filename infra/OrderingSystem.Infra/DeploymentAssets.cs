namespace OrderingSystem.Infra;

/// <summary>The folders that the templates are made from; <c>infra/build.sh</c> fills the first two.</summary>
/// <param name="LambdaFolder">Holds the executable <c>bootstrap</c>.</param>
/// <param name="AdminApiFolder">Holds the admin API, published for linux-x64, with an executable <c>bootstrap</c> that starts it.</param>
/// <param name="StateMachinesFolder">Holds the definitions, <c>*.asl.json</c>.</param>
public sealed record DeploymentAssets(string LambdaFolder, string AdminApiFolder, string StateMachinesFolder)
{
    /// <exception cref="DirectoryNotFoundException">An asset was not built.</exception>
    public static DeploymentAssets FromRepository()
    {
        var root = Directory.GetCurrentDirectory();
        while (!File.Exists(Path.Combine(root, "OrderingSystem.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("Run this inside the repository.");
        }

        return new DeploymentAssets(
            Built(Path.Combine(root, "artifacts", "lambda-asset")),
            Built(Path.Combine(root, "artifacts", "admin-api-asset")),
            Path.Combine(root, "statemachines"));
    }

    private static string Built(string folder) =>
        File.Exists(Path.Combine(folder, "bootstrap")) ? folder : throw new DirectoryNotFoundException($"{folder} has no bootstrap: run infra/build.sh first.");
}
