using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Constructs;
using OrderingSystem.Infra.Constructs;

namespace OrderingSystem.Infra.Stacks;

/// <summary>Who may sign in: admins and operators, made by an administrator, with a second factor.</summary>
public sealed class IdentityStack : Stack
{
    /// <summary>Identifies the API; a scope is <c>ordering/orders:read</c> in a token.</summary>
    public const string ResourceServer = "ordering";

    private static readonly (string Name, string Description)[] Scopes =
    [
        ("orders:read", "See orders, customers and the carrier."),
        ("orders:write", "Place and cancel orders, correct customers."),
        ("executions:read", "See executions and their histories."),
        ("executions:operate", "Decide, redrive and stop."),
    ];

    internal IdentityStack(Construct scope, DeploymentSettings settings)
        : base(scope, "Identity", StackNames.Props(settings, "identity", "Cognito: admins and operators of the ordering system."))
    {
        UserPool = new UserPool(this, "Users", new UserPoolProps
        {
            UserPoolName = settings.Name("users"),
            SelfSignUpEnabled = false,
            SignInAliases = new SignInAliases { Username = true, Email = true }, // an access token has the user name alone, and the audit log shows it
            AutoVerify = new AutoVerifiedAttrs { Email = true },
            Mfa = Mfa.REQUIRED,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            PasswordPolicy = new PasswordPolicy { MinLength = 14, TempPasswordValidity = Duration.Days(3) },
            AccountRecovery = AccountRecovery.EMAIL_ONLY,
            DeletionProtection = settings.IsProduction,
            RemovalPolicy = settings.DataRemoval,
        });
        foreach (var (group, description) in new[] { ("admin", "Places and follows orders."), ("operator", "Inspects and operates executions.") })
        {
            _ = new CfnUserPoolGroup(this, group + "-group", new CfnUserPoolGroupProps
            {
                UserPoolId = UserPool.UserPoolId,
                GroupName = group,
                Description = description,
            });
        }

        Domain = UserPool.AddDomain("SignIn", new UserPoolDomainOptions
        {
            CognitoDomain = new CognitoDomainOptions { DomainPrefix = $"{settings.Name("sign-in")}-{Account}" },
        });
        var scopes = Scopes.Select(entry => new ResourceServerScope(new ResourceServerScopeProps { ScopeName = entry.Name, ScopeDescription = entry.Description })).ToArray();
        var server = UserPool.AddResourceServer("Api", new UserPoolResourceServerOptions { Identifier = ResourceServer, Scopes = scopes });
        var web = settings.WebAddress ?? "http://localhost:5173"; // that of a developer's machine, until -c webOrigin says it
        WebClient = UserPool.AddClient("Web", new UserPoolClientOptions
        {
            UserPoolClientName = settings.Name("web"),
            GenerateSecret = false, // a browser keeps none: authorization code with PKCE
            AuthFlows = new AuthFlow(),
            OAuth = new OAuthSettings
            {
                Flows = new OAuthFlows { AuthorizationCodeGrant = true },
                Scopes = [OAuthScope.OPENID, OAuthScope.EMAIL, .. scopes.Select(entry => OAuthScope.ResourceServer(server, entry))],
                CallbackUrls = [$"{web}/auth/callback"],
                LogoutUrls = [$"{web}/"],
            },
            PreventUserExistenceErrors = true,
            EnableTokenRevocation = true,
            AccessTokenValidity = Duration.Minutes(15),
            IdTokenValidity = Duration.Minutes(15),
            RefreshTokenValidity = Duration.Hours(12), // a working day
            SupportedIdentityProviders = [UserPoolClientIdentityProvider.COGNITO],
        });
    }

    /// <summary>What the web app asks for: Cognito gives a refresh token by itself, and refuses <c>offline_access</c>.</summary>
    public static string WebScope => string.Join(' ', (IEnumerable<string>)["openid", "email", .. Scopes.Select(scope => $"{ResourceServer}/{scope.Name}")]);

    public UserPool UserPool { get; }

    public UserPoolDomain Domain { get; }

    public UserPoolClient WebClient { get; }
}
