using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api;

/// <summary>The operations of the service by name, parameters and answers as its protocol has them: what the endpoint serves, without HTTP.</summary>
public interface IStepFunctionsOperations
{
    /// <param name="operation">As the service model has it: <c>StartExecution</c>.</param>
    bool Has(string operation);

    /// <param name="operation">One that there <see cref="Has">is</see>.</param>
    /// <param name="parameters">Members as the service model names them: <c>stateMachineArn</c>.</param>
    /// <exception cref="StepFunctionsException">The parameters or the engine refuse.</exception>
    Task<JsonObject> InvokeAsync(string operation, JsonObject parameters, CancellationToken cancellationToken);
}
