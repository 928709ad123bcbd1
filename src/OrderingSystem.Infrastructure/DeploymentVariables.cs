namespace OrderingSystem.Infrastructure;

/// <summary>The environment variables that the CDK app gives to the functions and, but for those of notifications, to the admin API.</summary>
public static class DeploymentVariables
{
    /// <summary>Name of the DynamoDB table.</summary>
    public const string OrdersTable = "ORDERS_TABLE";

    /// <summary>ARN of the orders' state machine.</summary>
    public const string OrderStateMachineArn = "ORDER_STATE_MACHINE_ARN";

    /// <summary>ARNs of the machines beside it.</summary>
    public const string CarrierWatchArn = "CARRIER_WATCH_STATE_MACHINE_ARN";

    public const string CancelOrderArn = "CANCEL_ORDER_STATE_MACHINE_ARN";

    public const string BulkDecisionArn = "BULK_DECISION_STATE_MACHINE_ARN";

    public const string BulkRedriveArn = "BULK_REDRIVE_STATE_MACHINE_ARN";

    /// <summary>Bob's Post: an absolute https address.</summary>
    public const string CarrierUrl = "CARRIER_URL";

    /// <summary>ARN of the secret with Bob's Post's key; absent where it asks for none.</summary>
    public const string CarrierSecretArn = "CARRIER_SECRET_ARN";

    /// <summary>ARN of the topic for customers' notifications.</summary>
    public const string NotificationTopicArn = "NOTIFICATION_TOPIC_ARN";

    /// <summary><c>true</c> where SNS sends text messages to customers who asked for them; absent where a person calls instead.</summary>
    public const string TextMessages = "TEXT_MESSAGES";

    /// <summary>The sender of e-mails, an identity that is verified with SES.</summary>
    public const string EmailFrom = "EMAIL_FROM";

    /// <summary>The deployment's stage, for example <c>prod</c>.</summary>
    public const string Stage = "STAGE";
}
