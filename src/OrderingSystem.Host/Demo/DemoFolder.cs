namespace OrderingSystem.Host.Demo;

/// <summary>
/// A temporary folder for a demo that was given none: skipping time in the folder that real orders live in would leave its clock days ahead.
/// Removed when the demo ends.
/// </summary>
internal sealed class DemoFolder : IDisposable
{
    private DirectoryInfo? _folder;

    public string Make() => (_folder ??= Directory.CreateTempSubdirectory("ordering-demo-")).FullName;

    public void Dispose() => _folder?.Delete(recursive: true);
}
