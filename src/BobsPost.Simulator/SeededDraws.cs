namespace BobsPost.Simulator;

/// <summary>
/// Random numbers that depend on nothing but the seed, a stream and a number in that stream, so that they need no state, survive a
/// restart and do not depend on which thread asked first.
/// </summary>
internal sealed class SeededDraws(ulong seed)
{
    /// <returns>A number from 0 (inclusive) to 1 (exclusive).</returns>
    public double Next(Stream stream, long number) => (Mix(stream, number) >> 11) * (1.0 / (1UL << 53));

    /// <returns>A number from 0 to <paramref name="count"/> - 1.</returns>
    public int Next(Stream stream, long number, int count) => (int)(Next(stream, number) * count);

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014), applied once per part so that neighbouring numbers share nothing.
    private ulong Mix(Stream stream, long number) =>
        Finalise(Finalise(Finalise(seed + 0x9E3779B97F4A7C15) + (ulong)stream) + (ulong)number);

    private static ulong Finalise(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    internal enum Stream
    {
        DispatchDelay = 1,
        TrackingNumber,
        FaultStrikes,
        FaultKind,
        FaultCarriedOut,
        FaultVariant,
        OutageAnswer,

        /// <summary>The first of the streams of the fault rules: one per rule, in their order.</summary>
        FirstRule = 1_000,
    }
}
