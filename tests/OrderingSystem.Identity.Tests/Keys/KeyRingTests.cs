using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Identity.Keys;
using OrderingSystem.Identity.Storage;

namespace OrderingSystem.Identity.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero));
    private readonly IOptions<SignInOptions> _options;
    private readonly IdentityDatabase _database;

    public KeyRingTests()
    {
        _options = Options.Create(new SignInOptions { DatabaseFile = Path.Combine(_folder.FullName, "identity.db"), Clock = _clock });
        _database = new IdentityDatabase(_options);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Keys_AfterARestart_AreTheSame()
    {
        var before = Ring();

        var after = Ring();

        after.SigningKeys.Select(key => key.KeyId).Should().Equal(before.SigningKeys.Select(key => key.KeyId)).And.ContainSingle();
        after.EncryptionKeys.Select(key => key.KeyId).Should().Equal(before.EncryptionKeys.Select(key => key.KeyId)).And.ContainSingle();
    }

    [Fact]
    public void Rotate_After90Days_NewKeySignsAndOldOneStillVerifies()
    {
        var ring = Ring();
        var first = ring.SigningKeys.Single();
        _clock.Advance(KeyRing.UsedFor);

        ring.Rotate().Should().BeTrue();

        ring.SigningKeys.Should().HaveCount(2);
        ring.SigningKeys[0].KeyId.Should().NotBe(first.KeyId);
        ring.SigningKeys[1].KeyId.Should().Be(first.KeyId);
        ring.EncryptionKeys.Should().HaveCount(2);
    }

    [Fact]
    public void Rotate_LongAfterItsUse_ForgetsTheKey()
    {
        var ring = Ring();
        var first = ring.SigningKeys.Single();
        _clock.Advance(KeyRing.UsedFor);
        ring.Rotate();
        _clock.Advance(KeyRing.KeptFor + TimeSpan.FromSeconds(1));

        ring.Rotate().Should().BeTrue();

        ring.SigningKeys.Should().ContainSingle().Which.KeyId.Should().NotBe(first.KeyId);
    }

    [Fact]
    public void Rotate_NothingDue_ChangesNothing()
    {
        var ring = Ring();
        _ = ring.SigningKeys;
        _clock.Advance(TimeSpan.FromDays(1));

        ring.Rotate().Should().BeFalse();
    }

    private KeyRing Ring() => new(_database, _options);
}
