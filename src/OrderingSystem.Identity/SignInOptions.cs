namespace OrderingSystem.Identity;

/// <summary>What sign-in needs to know of the program it belongs to.</summary>
public sealed class SignInOptions
{
    /// <summary>The file for users, clients, keys and tokens; made on first start, readable by its owner alone.</summary>
    public string DatabaseFile { get; set; } = string.Empty;

    /// <summary>The address that people type, its port 0 for the one that the server took; null where it is the one that the server listens on.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Further origins that the web app may be served from, for its development server.</summary>
    public IReadOnlyList<Uri> DevelopmentOrigins { get; set; } = [];

    /// <summary>The <c>aud</c> of access tokens.</summary>
    public string Audience { get; set; } = string.Empty;

    /// <summary>Every scope of the API.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>Scopes by role: nobody is given a scope that their role lacks, whatever they ask for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ScopesByRole { get; set; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Who is there from the first start on.</summary>
    public IReadOnlyList<InitialUser> Users { get; set; } = [];

    /// <summary>A program that signs in by client credentials; it may have every scope.</summary>
    public InitialClient? Program { get; set; }

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A working day. Counted anew from each refresh.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a browser stays signed in here, so that the web app gets a new code without a password.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A refresh token that is shown again after this is taken for stolen: all that came of the same sign-in is revoked.</summary>
    public TimeSpan RefreshTokenReuseLeeway { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time of tokens, sessions and lockouts: the wall clock, even where the program's own clock skips days.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public SignInLimits Limits { get; set; } = new();
}

/// <param name="Password">Null: the password that is stored stays.</param>
public sealed record InitialUser(string Username, string? Password, string Role)
{
    public override string ToString() => $"InitialUser({Username}, redacted, {Role})";
}

public sealed record InitialClient(string ClientId, string ClientSecret)
{
    public override string ToString() => $"InitialClient({ClientId}, redacted)";
}

/// <summary>How often one address may try.</summary>
public sealed record SignInLimits
{
    public int SignInsPerMinute { get; init; } = 30;

    public int TokensPerMinute { get; init; } = 300;
}
