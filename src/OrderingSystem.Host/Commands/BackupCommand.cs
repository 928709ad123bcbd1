using System.CommandLine;
using OrderingSystem.Engine.Sqlite.Folder;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Commands;

/// <summary><c>backup TARGET</c>: a copy of the data folder, in use or not, as it was at one moment. Exit code 0 when it is whole and on disk, 2 otherwise.</summary>
internal sealed class BackupCommand
{
    private readonly Argument<string> _target = new("TARGET")
    {
        Description = "A new folder, to be started from with --data; or a file name ending in .db for the engine's file alone, the orders' going beside it as NAME-orders.db.",
    };

    private readonly CommandLineOptions _options;

    public BackupCommand(CommandLineOptions options)
    {
        _options = options;
        Command = new Command("backup", "Copy the data folder as it is at one moment, while it is in use or not. Nothing is overwritten. Uses --data.") { _target };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var (folder, target) = (_options.ReadDataFolder(line), Path.GetFullPath(line.GetValue(_target)!));
        if (!File.Exists(Path.Combine(folder, DataFiles.Engine)))
        {
            throw new HostStartException($"'{folder}' holds no {DataFiles.Engine}: name the data folder with --data.");
        }

        var asFile = Path.GetExtension(target) == ".db";
        var (engine, orders) = asFile
            ? (target, Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileNameWithoutExtension(target) + "-orders.db"))
            : (Path.Combine(target, DataFiles.Engine), Path.Combine(target, DataFiles.Orders));
        List<(string From, string To)> files = [(Path.Combine(folder, DataFiles.Engine), engine)];
        if (File.Exists(Path.Combine(folder, DataFiles.Orders)))
        {
            files.Add((Path.Combine(folder, DataFiles.Orders), orders));
        }

        if (!asFile && File.Exists(Path.Combine(folder, HostSignIn.DatabaseFile)))
        {
            files.Add((Path.Combine(folder, HostSignIn.DatabaseFile), Path.Combine(target, HostSignIn.DatabaseFile)));
        }

        MakeFolder(Path.GetDirectoryName(engine)!, mustBeEmpty: !asFile);
        try
        {
            await Task.Run(() => ConsistentCopy.Take(files), cancellationToken);
        }
        catch (DataFolderException refusal)
        {
            throw new HostStartException(refusal.Message);
        }

        if (!asFile)
        {
            CopyCredentials(folder, target);
        }

        foreach (var (_, to) in files)
        {
            await Console.Out.WriteLineAsync($"{to}    {new FileInfo(to).Length:N0} bytes");
        }

        return 0;
    });

    private static void MakeFolder(string folder, bool mustBeEmpty)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            if (mustBeEmpty && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new HostStartException($"'{folder}' is not empty; a backup overwrites nothing. Name a new folder.");
            }
        }
        catch (IOException failure)
        {
            throw new HostStartException($"'{folder}' cannot be made: {failure.Message}");
        }
    }

    /// <summary>The keys that clients hold; the copy keeps the file's mode, so nobody else can read it.</summary>
    private static void CopyCredentials(string from, string to)
    {
        var credentials = Path.Combine(from, CredentialsFile.FileName);
        if (File.Exists(credentials))
        {
            File.Copy(credentials, Path.Combine(to, CredentialsFile.FileName));
        }
    }
}
