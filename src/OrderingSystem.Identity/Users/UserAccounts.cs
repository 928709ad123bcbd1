using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrderingSystem.Identity.Storage;

namespace OrderingSystem.Identity.Users;

/// <summary>Who may sign in, and with what password.</summary>
public sealed class UserAccounts(IdentityDatabase database, IOptions<SignInOptions> options) : IDisposable
{
    /// <summary>PBKDF2 with HMAC-SHA512, in ASP.NET Core Identity's format, which names its own parameters: they can grow without losing anybody.</summary>
    public const int PasswordIterations = 210_000;

    public const int MaxPasswordLength = 200;
    public const int MaxUsernameLength = 100;

    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = PasswordIterations }));

    /// <summary>What the password of a name that does not exist is compared with, so that it takes as long.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => HashOf(RandomNumberGenerator.GetHexString(40)));

    /// <summary>A hash takes a tenth of a second of a core on purpose; a flood of passwords may not take all of them.</summary>
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Looks at a password, once per call, and counts the wrong ones.</summary>
    public async Task<PasswordCheck> CheckAsync(string username, string password, CancellationToken cancellationToken)
    {
        var name = Fold(username);
        if (name.Length is 0 or > MaxUsernameLength || password.Length is 0 or > MaxPasswordLength)
        {
            return new PasswordCheck.Refused();
        }

        // Counted before it is looked at, so that a thousand at the same moment are not looked at before the first is counted.
        if (CountAttempt(name) is { } lockedUntil)
        {
            return new PasswordCheck.Locked(lockedUntil);
        }

        var row = Find(name);
        PasswordVerificationResult result;
        await _hashing.WaitAsync(cancellationToken);
        try
        {
            result = Hasher.VerifyHashedPassword(name, row?.PasswordHash ?? NobodysHash.Value, password);
        }
        finally
        {
            _hashing.Release();
        }

        if (row is null || result == PasswordVerificationResult.Failed)
        {
            return new PasswordCheck.Refused();
        }

        database.Execute("DELETE FROM sign_in_attempts WHERE username = $name", ("$name", name));
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            database.Execute("UPDATE users SET password_hash = $hash WHERE user_id = $id", ("$hash", HashOf(password)), ("$id", row.User.UserId));
        }

        return new PasswordCheck.Accepted(row.User);
    }

    public UserAccount? FindById(string userId) => database.Query(
        "SELECT user_id, username, role, stamp FROM users WHERE user_id = $id", Map, ("$id", userId)).FirstOrDefault();

    /// <summary>Adds the user, or gives them the password and the role that are named, where these differ from what is stored.</summary>
    /// <returns>True where something changed.</returns>
    public bool Ensure(InitialUser initial)
    {
        var name = Fold(initial.Username);
        var row = Find(name);
        if (row is null)
        {
            return initial.Password is not null && Add(name, initial.Password, initial.Role);
        }

        var samePassword = initial.Password is null || Hasher.VerifyHashedPassword(name, row.PasswordHash, initial.Password) != PasswordVerificationResult.Failed;
        if (samePassword && row.User.Role == initial.Role)
        {
            return false;
        }

        database.Execute(
            "UPDATE users SET password_hash = $hash, role = $role, stamp = $stamp WHERE user_id = $id",
            ("$hash", samePassword ? row.PasswordHash : HashOf(initial.Password!)),
            ("$role", initial.Role),
            ("$stamp", NewId()),
            ("$id", row.User.UserId));
        return true;
    }

    /// <summary>Forgets names that nobody has tried for long.</summary>
    public void ForgetOldAttempts() => database.Execute(
        "DELETE FROM sign_in_attempts WHERE last_at < $limit", ("$limit", (options.Value.Clock.GetUtcNow() - Lockout.Memory).ToUnixTimeMilliseconds()));

    public void Dispose() => _hashing.Dispose();

    private bool Add(string name, string password, string role) => database.Execute(
        "INSERT INTO users (user_id, username, role, stamp, password_hash, created_at) VALUES ($id, $name, $role, $stamp, $hash, $at) ON CONFLICT (username) DO NOTHING",
        ("$id", "U-" + NewId()),
        ("$name", name),
        ("$role", role),
        ("$stamp", NewId()),
        ("$hash", HashOf(password)),
        ("$at", options.Value.Clock.GetUtcNow().ToUnixTimeMilliseconds())) > 0;

    /// <returns>When the name's lock ends, where it is locked; else null, and the attempt is counted as a wrong one until it proves right.</returns>
    private DateTimeOffset? CountAttempt(string name)
    {
        var now = options.Value.Clock.GetUtcNow();
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var known = IdentityDatabase.Query(
            connection,
            "SELECT failures, last_at, locked_until FROM sign_in_attempts WHERE username = $name",
            reader => (Failures: reader.GetInt32(0), LastAt: Time(reader, 1), LockedUntil: Time(reader, 2)),
            ("$name", name)).Select(row => ((int Failures, DateTimeOffset LastAt, DateTimeOffset LockedUntil)?)row).FirstOrDefault();
        if (known is { } locked && locked.LockedUntil > now)
        {
            return locked.LockedUntil;
        }

        var failures = known is { } recent && now - recent.LastAt < Lockout.Memory ? recent.Failures + 1 : 1;
        IdentityDatabase.Execute(
            connection,
            """
            INSERT INTO sign_in_attempts (username, failures, last_at, locked_until) VALUES ($name, $failures, $now, $until)
            ON CONFLICT (username) DO UPDATE SET failures = $failures, last_at = $now, locked_until = $until
            """,
            ("$name", name),
            ("$failures", failures),
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$until", (now + Lockout.After(failures)).ToUnixTimeMilliseconds()));
        transaction.Commit();
        return null;
    }

    private Row? Find(string name) => database.Query(
        "SELECT user_id, username, role, stamp, password_hash FROM users WHERE username = $name",
        reader => new Row(Map(reader), reader.GetString(4)),
        ("$name", name)).FirstOrDefault();

    private static UserAccount Map(SqliteDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    private static string HashOf(string password) => Hasher.HashPassword(string.Empty, password);

    private static string Fold(string username) => username.Trim().ToLowerInvariant();

    private static string NewId() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private sealed record Row(UserAccount User, string PasswordHash);
}
