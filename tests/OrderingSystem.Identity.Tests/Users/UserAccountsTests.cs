using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Identity.Storage;
using OrderingSystem.Identity.Users;

namespace OrderingSystem.Identity.Tests.Users;

public sealed class UserAccountsTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero));
    private readonly IdentityDatabase _database;
    private readonly UserAccounts _users;

    public UserAccountsTests()
    {
        var options = Options.Create(new SignInOptions { DatabaseFile = Path.Combine(_folder.FullName, "identity.db"), Clock = _clock });
        _database = new IdentityDatabase(options);
        _users = new UserAccounts(_database, options);
        _users.Ensure(new InitialUser("Ada", Password, "admin"));
    }

    public void Dispose()
    {
        _users.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData(" ADA ")]
    public async Task Check_RightPassword_IsAcceptedHoweverTheNameIsWritten(string name)
    {
        var check = await _users.CheckAsync(name, Password, default);

        check.Should().BeOfType<PasswordCheck.Accepted>().Which.User.Should().BeEquivalentTo(new { Username = "ada", Role = "admin" });
    }

    [Theory]
    [InlineData("ada", "correct horse battery stapl")]
    [InlineData("ada", "")]
    [InlineData("", Password)]
    [InlineData("nobody", Password)]
    [InlineData("ada'; DROP TABLE users; --", Password)]
    public async Task Check_SomethingWrong_IsRefusedWithoutSayingWhat(string name, string password) =>
        (await _users.CheckAsync(name, password, default)).Should().BeOfType<PasswordCheck.Refused>();

    [Fact]
    public async Task Check_1000WrongPasswordsAtOnce_FiveAreLookedAt()
    {
        var checks = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => Task.Run(() => _users.CheckAsync("ada", $"guess {number}", default))));

        checks.OfType<PasswordCheck.Refused>().Should().HaveCount(Lockout.FreeAttempts);
        checks.OfType<PasswordCheck.Locked>().Should().HaveCount(1_000 - Lockout.FreeAttempts);
        (await _users.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Locked>("not even the right one is looked at");
    }

    [Fact]
    public void Lockout_GuessingForADay_GetsAboutAHundredGuesses()
    {
        var (guesses, time) = (0, TimeSpan.Zero);
        while (time < TimeSpan.FromDays(1))
        {
            time += Lockout.After(++guesses);
        }

        guesses.Should().BeInRange(50, 110);
    }

    [Fact]
    public async Task Check_AfterTheLock_RightPasswordIsAcceptedAndTheCountBeginsAnew()
    {
        await FailAsync(Lockout.FreeAttempts);
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await _users.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Accepted>();

        await FailAsync(Lockout.FreeAttempts - 1);
        (await _users.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Accepted>();
    }

    [Fact]
    public async Task Check_LockedName_LocksNobodyElse()
    {
        _users.Ensure(new InitialUser("olga", Password, "operator"));
        await FailAsync(20);

        (await _users.CheckAsync("olga", Password, default)).Should().BeOfType<PasswordCheck.Accepted>();
    }

    [Fact]
    public async Task Check_LockedNameAfterARestart_IsStillLocked()
    {
        await FailAsync(Lockout.FreeAttempts);

        var options = Options.Create(new SignInOptions { DatabaseFile = Path.Combine(_folder.FullName, "identity.db"), Clock = _clock });
        using var database = new IdentityDatabase(options);
        using var restarted = new UserAccounts(database, options);

        (await restarted.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Locked>();
    }

    [Fact]
    public async Task Ensure_NewPassword_ReplacesTheOldOneAndItsTokens()
    {
        var before = ((PasswordCheck.Accepted)await _users.CheckAsync("ada", Password, default)).User;

        _users.Ensure(new InitialUser("ada", "another", "admin")).Should().BeTrue();

        (await _users.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Refused>();
        var after = ((PasswordCheck.Accepted)await _users.CheckAsync("ada", "another", default)).User;
        after.UserId.Should().Be(before.UserId);
        after.Stamp.Should().NotBe(before.Stamp);
    }

    [Fact]
    public async Task Ensure_NothingNewOrNoPassword_ChangesNothing()
    {
        _users.Ensure(new InitialUser("ada", Password, "admin")).Should().BeFalse();
        _users.Ensure(new InitialUser("ada", null, "admin")).Should().BeFalse();

        (await _users.CheckAsync("ada", Password, default)).Should().BeOfType<PasswordCheck.Accepted>();
    }

    [Fact]
    public void File_HoldsHashesAloneAndIsItsOwnersAlone()
    {
        var hash = Convert.FromBase64String(_database.Query("SELECT password_hash FROM users", reader => reader.GetString(0)).Single());

        hash[0].Should().Be(1, "the format's marker");
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).Should().Be(2, "HMAC-SHA512");
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).Should().Be(UserAccounts.PasswordIterations);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in _folder.GetFiles())
            {
                file.UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Name);
            }
        }
    }

    private async Task FailAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _users.CheckAsync("ada", "wrong", default);
        }
    }
}
