using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OrderingSystem.Identity.Storage;

namespace OrderingSystem.Identity.Keys;

/// <summary>
/// The keys that tokens are signed and encrypted with. The newest of each kind is used; older ones still verify and decrypt until nothing of theirs can be
/// valid any more.
/// </summary>
internal sealed class KeyRing(IdentityDatabase database, IOptions<SignInOptions> options)
{
    /// <summary>A key is used for so long, and then replaced.</summary>
    public static readonly TimeSpan UsedFor = TimeSpan.FromDays(90);

    /// <summary>A replaced key still verifies for so long; every token has expired by then.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const string Signing = "signing";
    private const string Encryption = "encryption";

    private readonly Lock _lock = new();
    private Keys? _keys;

    /// <summary>Newest first; at least one.</summary>
    public IReadOnlyList<TokenKey> SigningKeys => Current().Signing;

    /// <inheritdoc cref="SigningKeys"/>
    public IReadOnlyList<TokenKey> EncryptionKeys => Current().Encryption;

    /// <summary>Replaces keys that are old and forgets those that are very old.</summary>
    /// <returns>True where something changed.</returns>
    public bool Rotate()
    {
        lock (_lock)
        {
            using var connection = database.Open();
            using var transaction = connection.BeginTransaction();
            var now = options.Value.Clock.GetUtcNow();
            var changed = AddIfDue(connection, Signing, now, NewSigningKey) | AddIfDue(connection, Encryption, now, NewEncryptionKey);
            changed |= IdentityDatabase.Execute(connection, "DELETE FROM token_keys WHERE created_at < $limit", ("$limit", (now - UsedFor - KeptFor).ToUnixTimeMilliseconds())) > 0;
            transaction.Commit();
            if (changed || _keys is null)
            {
                _keys = Read(connection);
            }

            return changed;
        }
    }

    private Keys Current()
    {
        lock (_lock)
        {
            if (_keys is null)
            {
                Rotate();
            }

            return _keys!;
        }
    }

    private static bool AddIfDue(SqliteConnection connection, string use, DateTimeOffset now, Func<byte[]> make)
    {
        var newest = IdentityDatabase.Query(connection, "SELECT max(created_at) FROM token_keys WHERE use = $use", reader => reader.IsDBNull(0) ? (long?)null : reader.GetInt64(0), ("$use", use))[0];
        if (newest is { } created && DateTimeOffset.FromUnixTimeMilliseconds(created) + UsedFor > now)
        {
            return false;
        }

        IdentityDatabase.Execute(
            connection,
            "INSERT INTO token_keys (key_id, use, material, created_at) VALUES ($key_id, $use, $material, $created_at)",
            ("$key_id", Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(12))),
            ("$use", use),
            ("$material", make()),
            ("$created_at", now.ToUnixTimeMilliseconds()));
        return true;
    }

    private static Keys Read(SqliteConnection connection)
    {
        var rows = IdentityDatabase.Query(
            connection,
            "SELECT key_id, use, material, created_at FROM token_keys ORDER BY created_at DESC, key_id",
            reader => (Id: reader.GetString(0), Use: reader.GetString(1), Material: (byte[])reader.GetValue(2), At: DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))));
        return new Keys(
            [.. rows.Where(row => row.Use == Signing).Select(row => new TokenKey(row.Id, SigningKey(row.Id, row.Material), row.At))],
            [.. rows.Where(row => row.Use == Encryption).Select(row => new TokenKey(row.Id, new SymmetricSecurityKey(row.Material) { KeyId = row.Id }, row.At))]);
    }

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private static byte[] NewEncryptionKey() => RandomNumberGenerator.GetBytes(32);

    private static ECDsaSecurityKey SigningKey(string id, byte[] pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new ECDsaSecurityKey(key) { KeyId = id };
    }

    private sealed record Keys(IReadOnlyList<TokenKey> Signing, IReadOnlyList<TokenKey> Encryption);
}
