using System.Diagnostics;
using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class TestState(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "TestState";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var definition = parameters.RequiredString("definition", Shapes.Definition);
        var roleArn = parameters.OptionalString("roleArn", Shapes.Arn);
        var input = parameters.OptionalString("input", Shapes.Data);
        var level = parameters.OptionalEnum("inspectionLevel", Shapes.InspectionLevel);
        var configuration = parameters.OptionalStructure("stateConfiguration");
        var request = new TestStateRequest(definition)
        {
            RoleArn = roleArn,
            Input = input,
            RevealSecrets = parameters.OptionalBoolean("revealSecrets"),
            Variables = parameters.OptionalString("variables", Shapes.Data),
            StateName = parameters.OptionalString("stateName", Shapes.TestStateStateName),
            Mock = ReadMock(parameters),
            Context = parameters.OptionalString("context", Shapes.Data),
            RetrierRetryCount = configuration?.OptionalCount("retrierRetryCount") ?? 0,
            ErrorCausedByState = configuration?.OptionalString("errorCausedByState", Shapes.TestStateStateName),
            MapIterationFailureCount = configuration?.OptionalCount("mapIterationFailureCount"),
            MapItemReaderData = configuration?.OptionalString("mapItemReaderData", Shapes.Data),
        };
        parameters.ThrowIfInvalid();
        Arns.RequireRole(roleArn);

        var tested = await engine.TestStateAsync(request, cancellationToken);

        if (tested.End.Output is { } output)
        {
            response.WritePayload("output", output);
        }

        response.WriteOptional("error", tested.End.Error?.Name);
        response.WriteOptional("cause", tested.End.Error?.Cause);
        response.WriteOptional("nextState", tested.End.NextState);
        response.WriteString("status"u8, tested.End.Status switch
        {
            StateTestStatus.Succeeded => "SUCCEEDED",
            StateTestStatus.Failed => "FAILED",
            StateTestStatus.Retriable => "RETRIABLE",
            StateTestStatus.CaughtError => "CAUGHT_ERROR",
            _ => throw new UnreachableException($"The wire has no name for {tested.End.Status}."),
        });
        if (level is "DEBUG" or "TRACE")
        {
            InspectionWriter.Write(response, tested.Inspection, level == "TRACE" ? tested.Exchange : null);
        }
    }

    private static MockedAnswer? ReadMock(RequestParameters parameters)
    {
        if (parameters.OptionalStructure("mock") is not { } mock)
        {
            return null;
        }

        var result = mock.OptionalString("result", Shapes.Data);
        var error = mock.OptionalStructure("errorOutput") is { } output
            ? new MockedError(output.OptionalString("error", Shapes.Error), output.OptionalString("cause", Shapes.Cause))
            : null;
        return new MockedAnswer(result, error, mock.OptionalEnum("fieldValidationMode", Shapes.MockResponseValidationMode) switch
        {
            "PRESENT" => MockValidation.Present,
            "NONE" => MockValidation.None,
            _ => MockValidation.Strict,
        });
    }
}
