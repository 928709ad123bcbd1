using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>What TestState shows of a state's data, by the service model's names.</summary>
internal static class InspectionWriter
{
    public static void Write(Utf8JsonWriter response, StateInspection inspection)
    {
        response.WriteStartObject("inspectionData"u8);
        WriteData(response, "input", inspection.Input);
        WriteData(response, "afterArguments", inspection.AfterArguments);
        WriteData(response, "afterInputPath", inspection.AfterInputPath);
        WriteData(response, "afterParameters", inspection.AfterParameters);
        WriteData(response, "result", inspection.Result);
        WriteData(response, "afterResultSelector", inspection.AfterResultSelector);
        WriteData(response, "afterResultPath", inspection.AfterResultPath);
        WriteData(response, "variables", inspection.Variables);
        WriteErrorDetails(response, inspection);
        WriteData(response, "afterItemsPath", inspection.AfterItemsPath);
        WriteData(response, "afterItemSelector", inspection.AfterItemSelector);
        response.WriteOptional("toleratedFailureCount", inspection.ToleratedFailureCount);
        if (inspection.ToleratedFailurePercentage is { } percentage)
        {
            response.WriteNumber("toleratedFailurePercentage"u8, percentage);
        }

        response.WriteOptional("maxConcurrency", inspection.MaxConcurrency);
        response.WriteEndObject();
    }

    private static void WriteErrorDetails(Utf8JsonWriter response, StateInspection inspection)
    {
        if (inspection.CatchIndex is null && inspection.RetryIndex is null)
        {
            return;
        }

        response.WriteStartObject("errorDetails"u8);
        response.WriteOptional("catchIndex", inspection.CatchIndex);
        response.WriteOptional("retryIndex", inspection.RetryIndex);
        response.WriteOptional("retryBackoffIntervalSeconds", (long?)inspection.RetryBackoff?.TotalSeconds);
        response.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter response, string name, Payload? data)
    {
        if (data is not null)
        {
            response.WritePayload(name, data);
        }
    }
}
