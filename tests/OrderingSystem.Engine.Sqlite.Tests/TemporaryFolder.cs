namespace OrderingSystem.Engine.Sqlite.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("engine-").FullName;

    public string DatabasePath => System.IO.Path.Combine(Path, "engine.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
