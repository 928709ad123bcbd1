using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>Names and words of failures, as the optimised integrations (Java SDK 1) and the AWS SDK integrations (Java SDK 2) have them.</summary>
/// <remarks>Recorded from the service between 2023 and 2025.</remarks>
internal sealed class AwsErrors(AwsService service, bool isSdk)
{
    private const string Suffix = "Exception";

    /// <param name="code">As the service's model has it, with or without the suffix.</param>
    /// <param name="shownCode">In causes of optimised integrations; null for <paramref name="code"/>.</param>
    public ServiceResult Refused(string? code, string message, AwsAnswer answer, string? shownCode = null, string? requestId = null)
    {
        var bare = code is not null && code.EndsWith(Suffix, StringComparison.Ordinal) ? code[..^Suffix.Length] : code;
        var isModelled = bare is not null && service.Modelled.Contains(bare);
        var id = requestId ?? answer.RequestId;
        return isSdk
            ? ServiceResult.Failure(
                $"{service.SdkPrefix}.{(isModelled ? bare : service.SdkPrefix)}{Suffix}",
                $"{message} (Service: {service.SdkPrefix}, Status Code: {(int)answer.Status}, Request ID: {id}) (SDK Attempt Count: 1)")
            : ServiceResult.Failure(
                $"{service.OptimisedPrefix}.{(isModelled ? bare + Suffix : service.OptimisedBase)}",
                $"{message} (Service: {service.OptimisedService}; Status Code: {(int)answer.Status}; Error Code: {shownCode ?? code}; Request ID: {id}; Proxy: null)");
    }

    /// <summary>No answer at all.</summary>
    public ServiceResult Unreachable(string reason) => ServiceResult.Failure($"{(isSdk ? service.SdkPrefix : service.OptimisedPrefix)}.SdkClientException", reason);

    /// <summary>An answer that is none of the service's.</summary>
    public ServiceResult Unreadable(AwsAnswer answer) =>
        Unreachable($"Unable to unmarshall response (HTTP status {(int)answer.Status}): it is not what {service.OptimisedPrefix} answers");
}
