using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;

namespace OrderingSystem.Infra.Constructs;

/// <summary>Policy statements, written out: the CDK's grants give more actions than the code uses.</summary>
internal static class Statements
{
    public static PolicyStatement Allow(string[] actions, params string[] resources) =>
        new(new PolicyStatementProps { Actions = actions, Resources = resources });

    /// <summary>Single items of the table: what the tasks do.</summary>
    public static PolicyStatement Items(ITable table) => Allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table.TableArn);

    /// <summary>Lists, by the indexes alone.</summary>
    public static PolicyStatement Lists(ITable table) => Allow(["dynamodb:Query"], $"{table.TableArn}/index/*");

    /// <summary>The queue of parked executions, which is items of the table itself.</summary>
    public static PolicyStatement Parked(ITable table) => Allow(["dynamodb:DeleteItem", "dynamodb:Query"], table.TableArn);

    public static PolicyStatement[] Publish(ITopic topic, IKey key) =>
        [Allow(["sns:Publish"], topic.TopicArn), Allow(["kms:Decrypt", "kms:GenerateDataKey"], key.KeyArn)];

    /// <summary>A phone is no resource that a policy could name: whatever is no topic (SNS Developer Guide, "Using identity-based policies with Amazon SNS").</summary>
    public static PolicyStatement TextMessages() => new(new PolicyStatementProps { Actions = ["sns:Publish"], NotResources = ["arn:*:sns:*:*:*"] });
}
