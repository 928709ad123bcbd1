using System.Globalization;
using System.Text;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite.Folder;

/// <summary>
/// Ownership of a data folder: an operating-system lock on <c>engine.lock</c>, which dies with its owner. Beside it <c>engine.owner</c> tells
/// people and the next owner who it was and whether it left in good order, so that a missing write-ahead log is noticed.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    public const string OwnerFileName = "engine.owner";

    private const string LockFileName = "engine.lock";
    private const string Open = "open";
    private const string Closing = "closing";

    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private DataFolderLock(FileStream held, string ownerPath)
    {
        _lock = held;
        _ownerPath = ownerPath;
        PreviousOwnerLeftOpen = Read(ownerPath).State == Open;
    }

    /// <summary>The last owner died with the store open.</summary>
    public bool PreviousOwnerLeftOpen { get; }

    /// <exception cref="DataFolderException">Another process owns the folder, or it cannot be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        var path = Path.Combine(folder, LockFileName);
        var ownerPath = Path.Combine(folder, OwnerFileName);
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), ownerPath);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new DataFolderException(
                $"The data folder '{folder}' cannot be written: give this user the right to write there, or choose another folder.", denied);
        }
        catch (IOException refused) when (File.Exists(path))
        {
            var owner = Read(ownerPath).Owner is { } process ? $" (process {process})" : string.Empty;
            throw new DataFolderException(
                $"The data folder '{folder}' belongs to another running process{owner}: stop that one, or choose another folder.", refused);
        }
        catch (IOException failed)
        {
            throw new DataFolderException($"The data folder '{folder}' cannot be written ({failed.Message}): choose another folder.", failed);
        }
    }

    public void MarkOpen() => Write(Open);

    /// <summary>From here on a missing log is in order: closing the database removes it.</summary>
    public void MarkClosing() => Write(Closing);

    public void Dispose() => _lock.Dispose();

    private void Write(string state)
    {
        using var file = new FileStream(_ownerPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {state}\n"));
        file.Write(text);
        file.SetLength(text.Length);
        file.Flush(flushToDisk: true);
    }

    private static (string? Owner, string? State) Read(string ownerPath)
    {
        try
        {
            using var file = new FileStream(ownerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var words = reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return (words.ElementAtOrDefault(0), words.ElementAtOrDefault(1));
        }
        catch (FileNotFoundException)
        {
            return (null, null); // the folder is new
        }
    }
}
