using System.Globalization;

namespace OrderingSystem.Host.Configuration;

/// <summary>How time passes: <c>real</c>, <c>x60</c> (sixty times as fast) or <c>skip</c> (idle time is skipped).</summary>
public sealed record ClockMode(double Factor, bool Skips)
{
    public static ClockMode Real { get; } = new(1, Skips: false);

    public static ClockMode Skip { get; } = new(1, Skips: true);

    public bool IsReal => !Skips && Factor.Equals(1.0);

    public static bool TryParse(string text, out ClockMode mode)
    {
        mode = text switch
        {
            "real" => Real,
            "skip" => Skip,
            ['x', .. var digits] when double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
                && factor is > 0 and <= 1_000_000 => new ClockMode(factor, Skips: false),
            _ => null!,
        };
        return mode is not null;
    }

    public override string ToString() => Skips ? "skip" : IsReal ? "real" : $"x{Factor.ToString(CultureInfo.InvariantCulture)}";
}
