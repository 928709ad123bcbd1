using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;

namespace OrderingSystem.StatesLanguage.ErrorHandling;

/// <summary>One entry of a Catch field.</summary>
/// <param name="Output">How the error becomes the next state's input.</param>
/// <remarks>States Language, "Fallback states".</remarks>
public sealed record Catcher(ImmutableArray<string> ErrorEquals, string Next, CatcherOutput Output);
