using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.CDK.AWS.SQS;
using Constructs;
using OrderingSystem.Infra.Constructs;

namespace OrderingSystem.Infra.Stacks;

/// <summary>Customers' notifications on their way to the e-mail sender, and the topic for operators.</summary>
public sealed class MessagingStack : Stack
{
    /// <summary>How long the e-mail sender may take for one batch.</summary>
    public const int SendEmailTimeoutSeconds = 60;

    /// <summary>After so many receives a message is set aside: with the visibility timeout, after about 50 minutes of failing.</summary>
    private const int MaxReceives = 8;

    internal MessagingStack(Construct scope, DeploymentSettings settings)
        : base(scope, "Messaging", StackNames.Props(settings, "messaging", "Customers' notifications: topic, queue and dead letters; the operators' topic."))
    {
        // CloudWatch and EventBridge can only publish to a topic whose key's policy names them, which the AWS managed key's does not.
        Key = new Key(this, "Key", new KeyProps
        {
            Description = "Messages of the ordering system in SNS.",
            EnableKeyRotation = true,
            RemovalPolicy = settings.DataRemoval,
        });
        Key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AlarmsAndEvents",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("events.amazonaws.com")],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
            Resources = ["*"], // in a key's policy: this key
            Conditions = OfThisAccount(),
        }));

        DeadLetters = NewQueue("DeadLetters", settings.Name("notifications-dead"), settings, deadLetters: null);
        Notifications = NewQueue("NotificationQueue", settings.Name("notifications"), settings, DeadLetters);
        NotificationTopic = NewTopic("NotificationTopic", settings.Name("notifications"));
        _ = NotificationTopic.AddSubscription(new SqsSubscription(Notifications, new SqsSubscriptionProps
        {
            RawMessageDelivery = true,
            DeadLetterQueue = DeadLetters, // what SNS could not hand over
        }));

        OpsTopic = NewTopic("OpsTopic", settings.Name("ops"));
        _ = OpsTopic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Alarms",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [OpsTopic.TopicArn],
            Conditions = OfThisAccount(),
        }));
        if (settings.OpsEmail is { } opsEmail)
        {
            _ = OpsTopic.AddSubscription(new EmailSubscription(opsEmail));
        }
    }

    public Key Key { get; }

    public Topic NotificationTopic { get; }

    public Queue Notifications { get; }

    public Queue DeadLetters { get; }

    public Topic OpsTopic { get; }

    private Dictionary<string, object> OfThisAccount() =>
        new() { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Account } };

    private Topic NewTopic(string id, string name)
    {
        var topic = new Topic(this, id, new TopicProps { TopicName = name, MasterKey = Key });

        // The construct's own EnforceSSL does nothing for a topic without another statement.
        _ = topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "TlsOnly",
            Effect = Effect.DENY,
            Principals = [new AnyPrincipal()],
            Actions = ["sns:Publish"],
            Resources = [topic.TopicArn],
            Conditions = new Dictionary<string, object> { ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" } },
        }));
        return topic;
    }

    private Queue NewQueue(string id, string name, DeploymentSettings settings, Queue? deadLetters) => new(this, id, new QueueProps
    {
        QueueName = name,
        Encryption = QueueEncryption.SQS_MANAGED,
        EnforceSSL = true,
        RetentionPeriod = Duration.Days(14),
        VisibilityTimeout = Duration.Seconds(6 * SendEmailTimeoutSeconds), // as Lambda asks for: a throttled batch is tried several times within it
        DeadLetterQueue = deadLetters is null ? null : new DeadLetterQueue { Queue = deadLetters, MaxReceiveCount = MaxReceives },
        RemovalPolicy = settings.DataRemoval,
    });
}
