using System.Text.Json.Nodes;

namespace OrderingSystem.Infra.Tests;

/// <summary>What a security review asks of the templates.</summary>
public sealed class SecurityTests(Synthesis synthesis)
{
    /// <summary>Actions whose service knows no resources for them, or no narrower one, with the reason.</summary>
    private static readonly Dictionary<string, string> NeedAllResources = new(StringComparer.Ordinal)
    {
        ["xray:PutTraceSegments"] = "X-Ray has no resources for segments.",
        ["xray:PutTelemetryRecords"] = "X-Ray has no resources for telemetry.",
        ["xray:GetSamplingRules"] = "Step Functions asks for the account's sampling rules.",
        ["xray:GetSamplingTargets"] = "The same.",
        ["logs:CreateLogDelivery"] = "Log deliveries have no resource that a policy could name (Step Functions, logging to CloudWatch).",
        ["logs:GetLogDelivery"] = "The same.",
        ["logs:UpdateLogDelivery"] = "The same.",
        ["logs:DeleteLogDelivery"] = "The same.",
        ["logs:ListLogDeliveries"] = "The same.",
        ["logs:PutResourcePolicy"] = "The same.",
        ["logs:DescribeResourcePolicies"] = "The same.",
        ["logs:DescribeLogGroups"] = "The same.",
    };

    [Fact]
    public void Roles_Actions_AreNamedInFull()
    {
        var statements = IdentityStatements().ToList();

        statements.Should().NotBeEmpty();
        statements.SelectMany(statement => statement.Json.At("Action").Many().Select(action => (string)action!))
            .Should().OnlyContain(action => !action.Contains('*'));
    }

    [Fact]
    public void Roles_AllResources_OnlyWhereTheServiceHasNoneToName()
    {
        var broad = from statement in IdentityStatements()
                    where statement.Json.At("Resource").Many().Any(IsStar)
                    from action in statement.Json.At("Action").Many()
                    where !NeedAllResources.ContainsKey((string)action!)
                    select $"{statement.Where}: {action}";

        broad.Should().BeEmpty();
    }

    /// <summary>A phone is no resource, so the right names what it is not: a topic.</summary>
    [Fact]
    public void TextMessages_Right_IsTheNotifiersAloneAndForNoTopic()
    {
        var statements = IdentityStatements().Where(statement => statement.Json.At("NotResource") is not null).ToList();

        var (where, json) = statements.Should().ContainSingle().Subject;
        where.Should().Contain("NotifyCustomer");
        ((string?)json.At("Effect"), (string?)json.At("Action"), (string?)json.At("NotResource")).Should().Be(("Allow", "sns:Publish", "arn:*:sns:*:*:*"));
    }

    /// <summary>A star at the end of an ARN: all indexes of the table, all executions of one machine. Nowhere else.</summary>
    [Fact]
    public void Roles_PartsOfArns_AreStarsOnlyForIndexesAndExecutions()
    {
        var stars = from statement in IdentityStatements()
                    from resource in statement.Json.At("Resource").Many()
                    where !IsStar(resource)
                    let text = resource.ToJsonString()
                    where text.Contains('*') && !text.Contains("/index/*") && !text.Contains(":execution:ordering-prod-")
                    select $"{statement.Where}: {text}";

        stars.Should().BeEmpty();
    }

    [Fact]
    public void Roles_ManagedPolicies_AreNotUsed() => synthesis.ResourcesOf("AWS::IAM::Role")
        .SelectMany(role => role.Properties.At("ManagedPolicyArns").Many())
        .Should().BeEmpty();

    [Fact]
    public void Table_Protection_IsEncryptedRecoverableAndKept()
    {
        var table = synthesis.ResourcesOf("AWS::DynamoDB::Table").Single();

        ((bool?)table.Properties.At("SSESpecification", "SSEEnabled")).Should().BeTrue();
        ((bool?)table.Properties.At("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled")).Should().BeTrue();
        ((bool?)table.Properties.At("DeletionProtectionEnabled")).Should().BeTrue();
        ((string?)table.Json.At("DeletionPolicy")).Should().Be("Retain");
    }

    [Theory]
    [InlineData("AWS::DynamoDB::Table")]
    [InlineData("AWS::S3::Bucket")]
    [InlineData("AWS::SQS::Queue")]
    [InlineData("AWS::KMS::Key")]
    [InlineData("AWS::Cognito::UserPool")]
    [InlineData("AWS::Logs::LogGroup")]
    [InlineData("AWS::StepFunctions::StateMachine")]
    public void ProductionData_OutlivesItsStack(string type) =>
        synthesis.ResourcesOf(type).Should().NotBeEmpty().And.OnlyContain(resource => (string?)resource.Json.At("DeletionPolicy") == "Retain");

    [Fact]
    public void Queues_Encryption_IsOnAndDeadLettersAreKeptLongest()
    {
        var queues = synthesis.ResourcesOf("AWS::SQS::Queue").ToList();

        queues.Should().HaveCount(2);
        queues.Should().OnlyContain(queue => (bool?)queue.Properties.At("SqsManagedSseEnabled") == true);
        queues.Should().OnlyContain(queue => (int)queue.Properties.At("MessageRetentionPeriod")! == 14 * 24 * 3600);
        queues.Should().ContainSingle(queue => queue.Properties.At("RedrivePolicy") != null);
    }

    [Fact]
    public void Topics_Encryption_IsByOurOwnRotatedKey()
    {
        synthesis.ResourcesOf("AWS::SNS::Topic").Should().HaveCount(2).And.OnlyContain(topic => topic.Properties.At("KmsMasterKeyId") != null);
        synthesis.ResourcesOf("AWS::KMS::Key").Should().ContainSingle(key => (bool?)key.Properties.At("EnableKeyRotation") == true);
    }

    [Theory]
    [InlineData("AWS::SQS::QueuePolicy", 2)]
    [InlineData("AWS::SNS::TopicPolicy", 2)]
    [InlineData("AWS::S3::BucketPolicy", 1)]
    public void ResourcePolicies_WithoutTls_Refuse(string type, int count)
    {
        var policies = synthesis.ResourcesOf(type).ToList();

        policies.Should().HaveCount(count);
        foreach (var policy in policies)
        {
            policy.Properties.At("PolicyDocument", "Statement").Many().Should().Contain(
                statement => (string?)statement.At("Effect") == "Deny" && (string?)statement.At("Condition", "Bool", "aws:SecureTransport") == "false",
                "{0} refuses what comes without TLS", policy);
        }
    }

    [Fact]
    public void LogGroups_Retention_IsBounded() =>
        synthesis.ResourcesOf("AWS::Logs::LogGroup").Should().NotBeEmpty().And.OnlyContain(group => group.Properties.At("RetentionInDays") != null);

    [Fact]
    public void Bucket_Public_IsImpossible()
    {
        var bucket = synthesis.ResourcesOf("AWS::S3::Bucket").Single();

        foreach (var member in new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" })
        {
            ((bool?)bucket.Properties.At("PublicAccessBlockConfiguration", member)).Should().BeTrue();
        }

        bucket.Properties.At("BucketEncryption").Should().NotBeNull();
    }

    [Fact]
    public void EveryRoute_OfTheApi_AsksForAToken() => synthesis.ResourcesOf("AWS::ApiGatewayV2::Route")
        .Should().NotBeEmpty().And.OnlyContain(route => (string?)route.Properties.At("AuthorizationType") == "JWT");

    [Fact]
    public void SignIn_IsForInvitedPeopleWithASecondFactorAndPkceOnly()
    {
        var pool = synthesis.ResourcesOf("AWS::Cognito::UserPool").Single();
        var client = synthesis.ResourcesOf("AWS::Cognito::UserPoolClient").Single();

        ((bool?)pool.Properties.At("AdminCreateUserConfig", "AllowAdminCreateUserOnly")).Should().BeTrue();
        ((string?)pool.Properties.At("MfaConfiguration")).Should().Be("ON");
        ((bool?)client.Properties.At("GenerateSecret")).Should().NotBe(true);
        client.Properties.At("AllowedOAuthFlows").Many().Select(flow => (string?)flow).Should().Equal("code");
    }

    private static bool IsStar(JsonNode resource) => resource is JsonValue value && value.TryGetValue(out string? text) && text == "*";

    private IEnumerable<(string Where, JsonNode Json)> IdentityStatements() =>
        from policy in synthesis.ResourcesOf("AWS::IAM::Policy").Concat(synthesis.ResourcesOf("AWS::IAM::ManagedPolicy"))
        from statement in policy.Properties.At("PolicyDocument", "Statement").Many()
        select (policy.ToString(), statement);
}
