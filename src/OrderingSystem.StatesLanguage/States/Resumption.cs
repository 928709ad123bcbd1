using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>What a waiting state is told.</summary>
internal abstract record Resumption;

/// <summary>The time it waited for has come.</summary>
internal sealed record TimeCame(DateTimeOffset Now) : Resumption;

internal sealed record TaskAnswered(Payload Output) : Resumption;

internal sealed record TaskRefused(StatesError Error) : Resumption;

/// <summary>All branches or iterations have ended.</summary>
/// <param name="Results">In the order of the branches or items.</param>
internal sealed record ChildrenEnded(IReadOnlyList<Payload> Results) : Resumption;
