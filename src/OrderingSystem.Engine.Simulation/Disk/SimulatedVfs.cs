using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>SQLite's file layer ("VFS") for simulated disks. A path names the disk: <c>/7/engine.db</c>.</summary>
/// <remarks>The layout of the structures is that of <c>sqlite3.h</c>: sqlite3_vfs version 1, sqlite3_io_methods version 2 (with shared memory, for the write-ahead log).</remarks>
internal static unsafe partial class SimulatedVfs
{
    public const string Name = "simulated";

    private const int MaxPath = 256;

    private static readonly ConcurrentDictionary<string, SimulatedDisk> Disks = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, SimulatedHandle> Handles = new();
    private static readonly Lazy<nint> Methods = new(MakeMethods);
    private static readonly Lazy<nint> Registered = new(Register);
    private static long _lastDisk;
    private static long _lastHandle;

    /// <returns>What paths on the disk begin with.</returns>
    public static string Mount(SimulatedDisk disk)
    {
        _ = Registered.Value;
        var prefix = string.Create(CultureInfo.InvariantCulture, $"/{Interlocked.Increment(ref _lastDisk)}/");
        Disks[prefix] = disk;
        return prefix;
    }

    public static void Unmount(string prefix) => Disks.TryRemove(prefix, out _);

    private static nint Register()
    {
        Batteries_V2.Init();
        var vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        vfs->Version = 1;
        vfs->FileBytes = sizeof(NativeFile);
        vfs->MaxPath = MaxPath;
        vfs->Name = Marshal.StringToCoTaskMemUTF8(Name);
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPath = &FullPath;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->CurrentTime = &CurrentTime;
        vfs->LastError = &LastError;
        var code = RegisterVfs((nint)vfs, 0);
        return code == raw.SQLITE_OK ? (nint)vfs : throw new InvalidOperationException($"SQLite did not take the simulated file layer ({code}).");
    }

    private static nint MakeMethods()
    {
        var methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->Size = &Size;
        methods->Lock = &Lock;
        methods->Unlock = &Unlock;
        methods->CheckReserved = &CheckReserved;
        methods->Control = &Control;
        methods->SectorSize = &SectorSize;
        methods->Characteristics = &Characteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return (nint)methods;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int RegisterVfs(nint vfs, int makeDefault);

    private static SimulatedHandle Handle(NativeFile* file) => Handles[file->Id];

    private static SimulatedDisk? DiskOf(string path) => Disks.GetValueOrDefault(path[..(path.IndexOf('/', 1) + 1)]);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = 0;
        if (name is null || Marshal.PtrToStringUTF8((nint)name) is not { } path || DiskOf(path) is not { IsDead: false } disk)
        {
            return raw.SQLITE_CANTOPEN;
        }

        if (disk.Open(path, (flags & raw.SQLITE_OPEN_CREATE) != 0) is not { } opened)
        {
            return raw.SQLITE_CANTOPEN;
        }

        file->Id = (nint)Interlocked.Increment(ref _lastHandle);
        Handles[file->Id] = new SimulatedHandle(disk, path, opened, disk.Share(path));
        file->Methods = Methods.Value;
        if (outFlags is not null)
        {
            *outFlags = flags;
        }

        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, byte* name, int syncFolder)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        if (DiskOf(path) is not { IsDead: false } disk)
        {
            return raw.SQLITE_IOERR_DELETE;
        }

        disk.Delete(path);
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(nint vfs, byte* name, int flags, int* result)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        *result = DiskOf(path) is { } disk && disk.Exists(path) ? 1 : 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPath(nint vfs, byte* name, int size, byte* result)
    {
        var source = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (source.Length >= size)
        {
            return raw.SQLITE_CANTOPEN;
        }

        source.CopyTo(new Span<byte>(result, size));
        result[source.Length] = 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(nint vfs, int count, byte* bytes)
    {
        new Span<byte>(bytes, count).Fill(0x5A); // only temporary names and salts come from it
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(nint vfs, int microseconds) => microseconds; // nobody can let go of a lock meanwhile: there is one thread

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(nint vfs, double* julianDay)
    {
        *julianDay = 2_462_502.5; // 2030; the store's statements do not ask SQLite for the time
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LastError(nint vfs, int size, byte* text) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        var handle = Handle(file);
        handle.Shared.UnlockSlots(handle, 0, handle.OwnedSlots.Length);
        handle.Shared.UnlockFile(handle, 0);
        _ = Handles.TryRemove(file->Id, out _);
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* buffer, int count, long offset)
    {
        var handle = Handle(file);
        return handle.Disk.Read(handle.File, new Span<byte>(buffer, count), offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* buffer, int count, long offset)
    {
        var handle = Handle(file);
        return handle.Disk.Write(handle.File, new ReadOnlySpan<byte>(buffer, count), offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length)
    {
        var handle = Handle(file);
        return handle.Disk.Truncate(handle.File, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags)
    {
        var handle = Handle(file);
        return handle.Disk.Sync(handle.File);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(NativeFile* file, long* size)
    {
        *size = Handle(file).File.Length;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level)
    {
        var handle = Handle(file);
        return handle.Shared.LockFile(handle, level);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level)
    {
        var handle = Handle(file);
        handle.Shared.UnlockFile(handle, level);
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReserved(NativeFile* file, int* result)
    {
        *result = Handle(file).Shared.IsReserved ? 1 : 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int operation, void* argument) => raw.SQLITE_NOTFOUND;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => 512;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file) => 0; // a disk that promises nothing

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(NativeFile* file, int region, int bytes, int extend, void** memory)
    {
        *memory = Handle(file).Shared.Region(region, bytes, extend != 0);
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(NativeFile* file, int first, int count, int flags)
    {
        const int Unlocks = 1;
        const int IsShared = 4;
        var handle = Handle(file);
        if ((flags & Unlocks) != 0)
        {
            handle.Shared.UnlockSlots(handle, first, count);
            return raw.SQLITE_OK;
        }

        return handle.Shared.LockSlots(handle, first, count, exclusive: (flags & IsShared) == 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(NativeFile* file) => Thread.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(NativeFile* file, int delete)
    {
        var handle = Handle(file);
        handle.Shared.UnlockSlots(handle, 0, handle.OwnedSlots.Length);
        return raw.SQLITE_OK;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeFile
    {
        public nint Methods;
        public nint Id;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeVfs
    {
        public int Version;
        public int FileBytes;
        public int MaxPath;
        public nint Next;
        public nint Name;
        public nint Data;
        public delegate* unmanaged[Cdecl]<nint, byte*, NativeFile*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<nint, byte*, int, byte*, int> FullPath;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public delegate* unmanaged[Cdecl]<nint, int, byte*, int> Randomness;
        public delegate* unmanaged[Cdecl]<nint, int, int> Sleep;
        public delegate* unmanaged[Cdecl]<nint, double*, int> CurrentTime;
        public delegate* unmanaged[Cdecl]<nint, int, byte*, int> LastError;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
        public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<NativeFile*, long*, int> Size;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<NativeFile*, int*, int> CheckReserved;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, void*, int> Control;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> Characteristics;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> ShmMap;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int> ShmLock;
        public delegate* unmanaged[Cdecl]<NativeFile*, void> ShmBarrier;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> ShmUnmap;
    }
}
