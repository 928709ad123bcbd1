namespace OrderingSystem.Engine.Api.Validation;

/// <summary>A string of the service model: its length in characters, and whether errors may repeat its value.</summary>
internal sealed record StringShape(int Min, int Max, bool IsSensitive = false);

/// <summary>The shapes of the service model of 2016-11-23, by its own names.</summary>
internal static class Shapes
{
    public static readonly StringShape Arn = new(1, 256);
    public static readonly StringShape LongArn = new(1, 2000);
    public static readonly StringShape Name = new(1, 80);
    public static readonly StringShape TestStateStateName = new(1, 80, IsSensitive: true);
    public static readonly StringShape Definition = new(1, 1_048_576, IsSensitive: true);
    public static readonly StringShape Data = new(0, 262_144, IsSensitive: true);
    public static readonly StringShape Error = new(0, 256, IsSensitive: true);
    public static readonly StringShape Cause = new(0, 32_768, IsSensitive: true);
    public static readonly StringShape TaskToken = new(1, 2048);
    public static readonly StringShape PageToken = new(1, 1024);
    public static readonly StringShape ListExecutionsPageToken = new(1, 3096);
    public static readonly StringShape TraceHeader = new(0, 256);
    public static readonly StringShape TagKey = new(1, 128);
    public static readonly StringShape TagValue = new(0, 256);
    public static readonly StringShape ClientToken = new(1, 64);
    public static readonly StringShape VersionDescription = new(0, 256, IsSensitive: true);
    public static readonly StringShape AliasDescription = new(0, 256, IsSensitive: true);
    public static readonly StringShape RevisionId = new(0, int.MaxValue);
    public static readonly StringShape KmsKeyId = new(1, 2048);

    /// <summary>Values of an enumeration, in the order in which AWS's message lists them.</summary>
    public static readonly string[] ExecutionStatus = ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"];

    public static readonly string[] StateMachineType = ["STANDARD", "EXPRESS"];
    public static readonly string[] IncludedData = ["ALL_DATA", "METADATA_ONLY"];
    public static readonly string[] RedriveFilter = ["REDRIVEN", "NOT_REDRIVEN"];
    public static readonly string[] DiagnosticSeverity = ["ERROR", "WARNING"];
    public static readonly string[] EncryptionType = ["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"];
    public static readonly string[] InspectionLevel = ["INFO", "DEBUG", "TRACE"];
    public static readonly string[] MockResponseValidationMode = ["STRICT", "PRESENT", "NONE"];
    public static readonly string[] LogLevel = ["ALL", "ERROR", "FATAL", "OFF"];
}
