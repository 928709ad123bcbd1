using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class UpdateMapRun(IStepFunctionsEngine engine) : IAction
{
    private const int Absent = -1;

    public string Operation => "UpdateMapRun";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var mapRunArn = parameters.RequiredString("mapRunArn", Shapes.LongArn);
        var maxConcurrency = parameters.OptionalInteger("maxConcurrency", 0, int.MaxValue, Absent);
        var count = parameters.OptionalInteger("toleratedFailureCount", 0, int.MaxValue, Absent);
        var percentage = parameters.OptionalNumber("toleratedFailurePercentage", 0, 100);
        parameters.ThrowIfInvalid();
        Arns.RequireMapRun(mapRunArn);

        await engine.UpdateMapRunAsync(
            new(mapRunArn, maxConcurrency == Absent ? null : maxConcurrency, count == Absent ? null : count, percentage), cancellationToken);
    }
}
