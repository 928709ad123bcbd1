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
            // The web app routes by itself: a path that is no file is its first page.
            ErrorResponses = [new ErrorResponse { HttpStatus = 403, ResponseHttpStatus = 200, ResponsePagePath = "/index.html", Ttl = Duration.Seconds(0) }],
            MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
            HttpVersion = HttpVersion.HTTP2_AND_3,
            DomainNames = settings.Domain is { } domain ? [domain] : null,
            Certificate = settings.CertificateArn is { } certificate ? CertificateOf(certificate) : null,
        });
        _ = new CfnOutput(this, "Url", new CfnOutputProps { Value = $"https://{Distribution.DistributionDomainName}" });
        _ = new CfnOutput(this, "BucketName", new CfnOutputProps { Value = Bucket.BucketName });
    }

    public Bucket Bucket { get; }

    public Distribution Distribution { get; }

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
                    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                    + $"connect-src 'self' {identity.Domain.BaseUrl()}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            },
        },
    });
}
