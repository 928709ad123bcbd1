using System.Globalization;
using System.Text.Json;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>What TestState shows of a state's data, by the service model's names.</summary>
internal static class InspectionWriter
{
    /// <param name="exchange">Null where nothing of it is to be shown.</param>
    public static void Write(Utf8JsonWriter response, StateInspection inspection, HttpExchange? exchange)
    {
        response.WriteStartObject("inspectionData"u8);
        WriteData(response, "input", inspection.Input);
        WriteData(response, "afterArguments", inspection.AfterArguments);
        WriteData(response, "afterInputPath", inspection.AfterInputPath);
        WriteData(response, "afterParameters", inspection.AfterParameters);
        WriteData(response, "result", inspection.Result);
        WriteData(response, "afterResultSelector", inspection.AfterResultSelector);
        WriteData(response, "afterResultPath", inspection.AfterResultPath);
        if (exchange is not null)
        {
            WriteRequest(response, exchange.Request);
        }

        if (exchange?.Response is { } received)
        {
            WriteResponse(response, received);
        }

        WriteData(response, "variables", inspection.Variables);
        WriteErrorDetails(response, inspection);
        WriteData(response, "afterItemsPath", inspection.AfterItemsPath);
        WriteData(response, "afterItemSelector", inspection.AfterItemSelector);
        WriteData(response, "afterItemBatcher", inspection.AfterItemBatcher);
        WriteData(response, "afterItemsPointer", inspection.AfterItemsPointer);
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

    private static void WriteRequest(Utf8JsonWriter response, HttpExchangeRequest request)
    {
        response.WriteStartObject("request"u8);
        response.WriteString("protocol"u8, request.Protocol);
        response.WriteString("method"u8, request.Method);
        response.WriteString("url"u8, request.Url);
        response.WriteString("headers"u8, Text(request.Headers));
        response.WriteOptional("body", request.Body);
        response.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter response, HttpExchangeResponse received)
    {
        response.WriteStartObject("response"u8);
        response.WriteString("protocol"u8, received.Protocol);
        response.WriteString("statusCode"u8, received.StatusCode.ToString(CultureInfo.InvariantCulture));
        response.WriteString("statusMessage"u8, received.StatusMessage);
        response.WriteString("headers"u8, Text(received.Headers));
        response.WriteString("body"u8, received.Body);
        response.WriteEndObject();
    }

    /// <summary>As the service prints them: <c>[date: …, content-type: application/json]</c>.</summary>
    private static string Text(IEnumerable<KeyValuePair<string, string>> headers) => $"[{string.Join(", ", headers.Select(header => $"{header.Key}: {header.Value}"))}]";

    private static void WriteData(Utf8JsonWriter response, string name, Payload? data)
    {
        if (data is not null)
        {
            response.WritePayload(name, data);
        }
    }
}
