using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>One operation of the Step Functions API: reads and checks its parameters, asks the engine, writes its answer.</summary>
internal interface IAction
{
    /// <summary>As the request's target names it: <c>StartExecution</c>.</summary>
    string Operation { get; }

    /// <param name="response">Inside the answer's object, for its members. Nothing of it is sent where the action throws.</param>
    Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken);
}
