namespace OrderingSystem.StatesLanguage.ErrorHandling;

/// <summary>What a state failed with; it goes to the retriers, then to the catchers, then ends the execution.</summary>
/// <param name="Name">An error name, such as <c>States.Timeout</c> or <c>CarrierUnavailableException</c>; null where the caller gave none.</param>
/// <param name="Cause">Free text for people; null where there is none.</param>
public sealed record StatesError(string? Name, string? Cause);
