using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.S3;
using Constructs;
using OrderingSystem.Infra.Constructs;

namespace OrderingSystem.Infra.Stacks;

/// <summary>The web app from a private bucket through CloudFront, with the API under the same origin: no CORS.</summary>
public sealed class WebStack : Stack
{
    internal WebStack(Construct scope, DeploymentSettings settings, ApiStack api, IdentityStack identity)
        : base(scope, "Web", StackNames.Props(settings, "web", "The web app."))
    {
        Bucket = new Bucket(this, "Files", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Versioned = true,
            RemovalPolicy = settings.DataRemoval,
        });
        Distribution = new Distribution(this, "Distribution", new DistributionProps
        {
            Comment = settings.Name("web"),
            DefaultRootObject = "index.html",
            DefaultBehavior = new BehaviorOptions
            {
                Origin = S3BucketOrigin.WithOriginAccessControl(Bucket),
                ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                ResponseHeadersPolicy = SecurityHeaders(settings, identity),
                FunctionAssociations = [new FunctionAssociation { EventType = FunctionEventType.VIEWER_REQUEST, Function = Pages(settings) }],
                Compress = true,
            },
            AdditionalBehaviors = new Dictionary<string, IBehaviorOptions>
            {
                ["/api/*"] = new BehaviorOptions
                {
                    Origin = new HttpOrigin($"{api.HttpApi.ApiId}.execute-api.{Region}.{UrlSuffix}"),
                    ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
                    AllowedMethods = AllowedMethods.ALLOW_ALL,
                    CachePolicy = CachePolicy.CACHING_DISABLED,
                    OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                },
            },
            MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
            HttpVersion = HttpVersion.HTTP2_AND_3,
            DomainNames = settings.Domain is { } domain ? [domain] : null,
            Certificate = settings.CertificateArn is { } certificate ? CertificateOf(certificate) : null,
        });
        _ = new CfnOutput(this, "Url", new CfnOutputProps { Value = $"https://{Distribution.DistributionDomainName}" });
        _ = new CfnOutput(this, "BucketName", new CfnOutputProps { Value = Bucket.BucketName });
        _ = new CfnOutput(this, "DistributionId", new CfnOutputProps { Value = Distribution.DistributionId });
        _ = new CfnOutput(this, "ConfigJson", new CfnOutputProps
        {
            Description = "The web app's /config.json; infra/web.sh puts it into the bucket.",
            Value = Configuration(identity),
        });
    }

    public Bucket Bucket { get; }

    public Distribution Distribution { get; }

    /// <summary>What the web app must know before it can start. The API is below the same origin; it has no demo clock and no live events.</summary>
    private static string Configuration(IdentityStack identity) =>
        $$$"""{"apiUrl":"","authority":"{{{identity.UserPool.UserPoolProviderUrl}}}","clientId":"{{{identity.WebClient.UserPoolClientId}}}","scope":"{{{IdentityStack.WebScope}}}","features":{"orders":true,"demoClock":false,"events":false}}""";

    /// <summary>
    /// The web app routes by itself: a path that is no file's is its first page. An error response of the distribution would do that, too, and would turn
    /// the API's own 403 into a page.
    /// </summary>
    private Function Pages(DeploymentSettings settings) => new(this, "Pages", new FunctionProps
    {
        FunctionName = settings.Name("pages"),
        Comment = "A path that is no file's is the web app's first page.",
        Runtime = FunctionRuntime.JS_2_0,
        Code = FunctionCode.FromInline(
            """
            function handler(event) {
              var request = event.request;
              if (!/\.[^\/]+$/.test(request.uri)) {
                request.uri = '/index.html';
              }
              return request;
            }
            """),
    });

    private ICertificate CertificateOf(string arn) => Certificate.FromCertificateArn(this, "Certificate", arn);

    private ResponseHeadersPolicy SecurityHeaders(DeploymentSettings settings, IdentityStack identity) => new(this, "Headers", new ResponseHeadersPolicyProps
    {
        ResponseHeadersPolicyName = settings.Name("web"),
        SecurityHeadersBehavior = new ResponseSecurityHeadersBehavior
        {
            StrictTransportSecurity = new ResponseHeadersStrictTransportSecurity { AccessControlMaxAge = Duration.Days(365), IncludeSubdomains = true, Override = true },
            ContentTypeOptions = new ResponseHeadersContentTypeOptions { Override = true },
            FrameOptions = new ResponseHeadersFrameOptions { FrameOption = HeadersFrameOption.DENY, Override = true },
            ReferrerPolicy = new ResponseHeadersReferrerPolicy { ReferrerPolicy = HeadersReferrerPolicy.NO_REFERRER, Override = true },
            ContentSecurityPolicy = new ResponseHeadersContentSecurityPolicy
            {
                Override = true,
                ContentSecurityPolicy =
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    + $"connect-src 'self' https://cognito-idp.{Region}.{UrlSuffix} {identity.Domain.BaseUrl()}; worker-src 'self'; "
                    + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            },
        },
    });
}
