namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>Where <c>States.UUID</c> and the unseeded <c>States.MathRandom</c> take their bits from, so that a run replays from a seed.</summary>
public interface IRandomSource
{
    /// <summary>64 bits, all values equally likely.</summary>
    ulong Next();
}
