namespace OrderingSystem.Identity.Users;

/// <summary>What came of a password.</summary>
public abstract record PasswordCheck
{
    private PasswordCheck()
    {
    }

    public sealed record Accepted(UserAccount User) : PasswordCheck;

    /// <summary>Name or password is wrong; which of them is not told.</summary>
    public sealed record Refused : PasswordCheck;

    /// <summary>Too many wrong passwords: until then not even the right one is looked at. Names that do not exist lock in the same way.</summary>
    public sealed record Locked(DateTimeOffset Until) : PasswordCheck;
}
