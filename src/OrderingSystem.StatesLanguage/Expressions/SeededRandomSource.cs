namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>SplitMix64: the same seed gives the same numbers on every machine and in every release.</summary>
/// <remarks>Not for secrets. Its form is fixed: executions that are replayed depend on the sequence.</remarks>
public sealed class SeededRandomSource(ulong seed) : IRandomSource
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
