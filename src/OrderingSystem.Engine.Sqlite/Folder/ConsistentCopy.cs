using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Stores;
using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Folder;

/// <summary>
/// Copies the files of a data folder, in use or not, as they were at one moment: what a power cut at that moment would have left, which is what the
/// engine can start from. Nobody waits for it: the copies are read from snapshots.
/// </summary>
/// <remarks>
/// The snapshots are begun one after the other, the engine's first. If nothing was committed to the engine's file until the last of them had begun, then at
/// that moment all files were as the snapshots show them; else they are begun again. So no order is in the copy of one file and missing in the other, and
/// no mark that stands before a side effect is lost.
/// </remarks>
public static class ConsistentCopy
{
    private const int Attempts = 5_000;
    private const int PagesPerStep = 2_000;

    /// <param name="files">Database files and where their copies go, the engine's first. A copy must not exist yet.</param>
    /// <exception cref="DataFolderException">A file cannot be read, or a copy cannot be written; what was begun is removed.</exception>
    public static void Take(IReadOnlyList<(string From, string To)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (_, to) in files)
        {
            if (File.Exists(to))
            {
                throw new DataFolderException($"'{to}' exists already; a backup overwrites nothing. Choose another name, or remove it.");
            }
        }

        var sources = new List<SqliteConnection>();
        var reading = files[0].From;
        try
        {
            foreach (var (from, _) in files)
            {
                reading = from;
                sources.Add(SqliteConnection.Open(from, readOnly: true));
            }

            BeginTogether(files[0].From, sources);
            foreach (var (source, (from, to)) in sources.Zip(files))
            {
                reading = from;
                Copy(source, to);
            }
        }
        catch (SqliteException failure)
        {
            throw Explain(reading, failure);
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    private static void BeginTogether(string enginePath, List<SqliteConnection> sources)
    {
        using var watch = SqliteConnection.Open(enginePath, readOnly: true);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var version = watch.ReadNumber("PRAGMA data_version"); // changes with every commit of another connection
            foreach (var source in sources)
            {
                source.Execute("BEGIN");
                _ = source.ReadNumber("SELECT count(*) FROM sqlite_master"); // the snapshot begins with the first read
            }

            if (watch.ReadNumber("PRAGMA data_version") == version)
            {
                return;
            }

            sources.ForEach(source => source.Execute("ROLLBACK"));
        }

        throw new DataFolderException($"'{enginePath}' is written to without a pause, so that no moment could be copied; try again.");
    }

    private static void Copy(SqliteConnection source, string path)
    {
        var partial = path + ".partial";
        File.Delete(partial);
        try
        {
            using (var target = SqliteConnection.Open(partial, readOnly: false))
            {
                source.CopyTo(target, PagesPerStep);
                target.Execute("PRAGMA journal_mode = DELETE"); // one file, complete in itself
            }

            using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(partial, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"'{path}' cannot be written ({failure.Message}): choose another place.", failure);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static DataFolderException Explain(string path, SqliteException failure) => new(
        failure.PrimaryCode switch
        {
            raw.SQLITE_CANTOPEN => $"'{path}', or its copy, cannot be opened: does the folder exist, and may this user read and write there?",
            raw.SQLITE_FULL or raw.SQLITE_IOERR => $"The copy of '{path}' cannot be written ({failure.Text}). Is the disk full?",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"'{path}' is damaged ({failure.Text}). Run check; restore an older backup.",
            _ => $"'{path}' cannot be copied: {failure.Text}.",
        },
        failure);
}
