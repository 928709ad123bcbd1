using System.Globalization;

namespace BobsPost.Simulator.Shipments;

/// <summary>What the carrier makes up for its n-th shipment, from the seed alone.</summary>
internal sealed class ShipmentNumbers(SeededDraws draws, TimeSpan minDispatchDelay, TimeSpan maxDispatchDelay)
{
    public static string ShipmentId(long number) => string.Create(CultureInfo.InvariantCulture, $"shp-{number:D8}");

    /// <summary>Unique because it holds the number itself; the digits before it only make two neighbours look different.</summary>
    public string TrackingNumber(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"BP{draws.Next(SeededDraws.Stream.TrackingNumber, number, 1_000):D3}{number:D8}X");

    public DateTimeOffset ShipsAt(long number, DateTimeOffset createdAt) =>
        createdAt + minDispatchDelay + ((maxDispatchDelay - minDispatchDelay) * draws.Next(SeededDraws.Stream.DispatchDelay, number));
}
