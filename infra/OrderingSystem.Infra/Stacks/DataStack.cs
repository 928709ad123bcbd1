using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using OrderingSystem.Infra.Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace OrderingSystem.Infra.Stacks;

/// <summary>The one table of the order side, as <c>docs/data-model.md</c> explains it.</summary>
public sealed class DataStack : Stack
{
    internal DataStack(Construct scope, DeploymentSettings settings)
        : base(scope, "Data", StackNames.Props(settings, "data", "Orders, customers and the notification ledger in one DynamoDB table."))
    {
        OrdersTable = new Table(this, "Orders", new TableProps
        {
            TableName = settings.Name("orders"),
            PartitionKey = Text("pk"),
            SortKey = Text("sk"),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            Encryption = TableEncryption.AWS_MANAGED, // a key in the account's KMS: its use stands in CloudTrail, and no caller needs a grant
            PointInTimeRecovery = true,
            TimeToLiveAttribute = "expiresAt",
            DeletionProtection = settings.IsProduction,
            RemovalPolicy = settings.DataRemoval,
        });
        foreach (var (name, partitionKey, sortKey) in new[]
        {
            ("all", "allKey", "order"),
            ("byStatus", "statusKey", "order"),
            ("byCustomer", "customerKey", "order"),
            ("byAttention", "attentionKey", "order"),
            ("byAttentionAge", "attentionKey", "attentionOrder"),
        })
        {
            OrdersTable.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
            {
                IndexName = name,
                PartitionKey = Text(partitionKey),
                SortKey = Text(sortKey),
                ProjectionType = ProjectionType.INCLUDE,
                NonKeyAttributes = ["version", "data", "search"],
            });
        }
    }

    public Table OrdersTable { get; }

    private static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
