using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.Mocks;

/// <summary>What is answered to one invocation of a state, or to several in a row.</summary>
/// <param name="First">Of the invocations, from 0.</param>
/// <param name="Last">The same for a single one.</param>
/// <param name="Submitted">What the service answered to the call of a task that then waits for a job or a token; null where nothing is said of it.</param>
/// <param name="Result">Null where there is an error, or no answer at all.</param>
/// <param name="Error">Null where there is a result, or no answer at all: then the state's own time-out must end it.</param>
internal sealed record MockedResponse(int First, int Last, Payload? Submitted, Payload? Result, StatesError? Error);
