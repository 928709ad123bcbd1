using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>Ends a Map run with an error of the definition's or of its data's making, which the Map state can retry or catch.</summary>
internal sealed class MapRunFailure(StatesError error, Exception? innerException = null) : Exception(error.Cause, innerException)
{
    public StatesError Error { get; } = error;

    public static MapRunFailure Reader(string cause, Exception? innerException = null) => new(new StatesError(ErrorNames.ItemReaderFailed, cause), innerException);

    public static MapRunFailure Writer(string cause, Exception? innerException = null) => new(new StatesError(ErrorNames.ResultWriterFailed, cause), innerException);
}
