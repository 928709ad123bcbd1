using System.Buffers;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api;

/// <summary>The endpoint's operations for callers in the same process: the same checks, the same answers.</summary>
/// <param name="engine">Gives the engine once it has started.</param>
public sealed class StepFunctionsOperations(Func<CancellationToken, Task<IStepFunctionsEngine>> engine) : IStepFunctionsOperations
{
    private ActionTable? _actions;

    public bool Has(string operation) => ActionTable.Operations.Contains(operation);

    public async Task<JsonObject> InvokeAsync(string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var actions = _actions ??= new ActionTable(await engine(cancellationToken));
        var action = actions.Find(operation) ?? throw new ArgumentException($"There is no operation '{operation}'.", nameof(operation));
        var answer = new ArrayBufferWriter<byte>(512);
        try
        {
            using var document = JsonProtocol.Parse(parameters.ToUtf8());
            await JsonProtocol.AnswerAsync(action, new RequestParameters(document.RootElement), answer, cancellationToken);
        }
        catch (RequestRefusedException refused)
        {
            throw new StepFunctionsException(refused.Code, refused.WireMessage ?? refused.Code);
        }

        return (JsonObject)JsonValue.Parse(answer.WrittenSpan);
    }
}
