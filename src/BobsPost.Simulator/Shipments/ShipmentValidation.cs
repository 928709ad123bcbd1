using System.Text.Json;

namespace BobsPost.Simulator.Shipments;

/// <summary>What Bob's Post accepts; every refusal names its field.</summary>
internal static class ShipmentValidation
{
    /// <summary>An address that holds this word cannot be delivered to: a refusal that no check on the sender's side foresees.</summary>
    public const string UndeliverablePlace = "Atlantis";

    public const int MaxIdempotencyKeyLength = 255;
    private const int MaxReferenceLength = 100;
    private const int MaxNameLength = 200;
    private const int MaxAddressLength = 1_000;
    private const int MaxParcels = 1_000;
    private const int MaxDescriptionLength = 2_000;
    private const int MaxQuantity = 1_000_000;

    /// <summary>Reads the body; a text that is no shipment request gives a problem that names the place.</summary>
    public static (ShipmentRequest? Request, CarrierProblem? Problem) Read(ReadOnlySpan<byte> body)
    {
        ShipmentRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body, SimulatorJson.Default.ShipmentRequest);
        }
        catch (JsonException problem)
        {
            var field = problem.Path is null or "" or "$" ? "body" : problem.Path.TrimStart('$').TrimStart('.');
            return (null, CarrierProblem.Invalid(StatusCodes.Status400BadRequest, field, "Not the JSON that is expected here."));
        }

        if (request is null)
        {
            return (null, CarrierProblem.Invalid(StatusCodes.Status400BadRequest, "body", "An object is required."));
        }

        var errors = Check(request);
        return errors.Count == 0 ? (request, null) : (null, CarrierProblem.Invalid(StatusCodes.Status422UnprocessableEntity, errors));
    }

    private static Dictionary<string, string[]> Check(ShipmentRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        CheckText(errors, "clientReference", request.ClientReference, MaxReferenceLength);
        CheckText(errors, "recipient.name", request.Recipient?.Name, MaxNameLength);
        CheckText(errors, "recipient.address", request.Recipient?.Address, MaxAddressLength);
        if (request.Recipient?.Address?.Contains(UndeliverablePlace, StringComparison.OrdinalIgnoreCase) == true)
        {
            errors["recipient.address"] = [$"Bob's Post does not deliver to {UndeliverablePlace}."];
        }

        if (request.Parcels is not { Count: > 0 and <= MaxParcels } parcels)
        {
            errors["parcels"] = [$"1 to {MaxParcels} parcels are required."];
            return errors;
        }

        for (var index = 0; index < parcels.Count; index++)
        {
            CheckText(errors, $"parcels[{index}].description", parcels[index]?.Description, MaxDescriptionLength);
            if (parcels[index] is not { Quantity: > 0 and <= MaxQuantity })
            {
                errors[$"parcels[{index}].quantity"] = [$"A whole number from 1 to {MaxQuantity} is required."];
            }
        }

        return errors;
    }

    private static void CheckText(Dictionary<string, string[]> errors, string field, string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors[field] = ["A text is required."];
        }
        else if (text.Length > maxLength)
        {
            errors[field] = [$"At most {maxLength} characters are accepted."];
        }
    }
}
