namespace OrderingSystem.StatesLanguage.Running;

/// <summary>Unwinds to <see cref="Interpretation"/>, which ends the execution; never seen outside.</summary>
internal sealed class HistoryFullException : Exception;
