using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// The callbacks of state machines that no table knows, found by looking at their running executions: complete for some hundred, a sample of the
/// newest for more.
/// </summary>
/// <param name="covered">Names of state machines whose callbacks another source lists.</param>
public sealed class ScannedCallbackSource(IExecutionReader executions, ResumeExecution resume, IReadOnlySet<string> covered) : ICallbackSource
{
    private const int LooksPerMachine = 200;

    public string Kind => "callback";

    public async Task<Page<OpenCallbackItem>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        List<OpenCallbackItem> items = [];
        foreach (var machine in await executions.ListStateMachinesAsync(cancellationToken))
        {
            if (machine.Type != "STANDARD" || covered.Contains(machine.Name) || !await HasCallbacksAsync(machine.Name, cancellationToken))
            {
                continue;
            }

            var running = await executions.ListAsync(machine.Name, "RUNNING", new PageRequest(LooksPerMachine), cancellationToken);
            foreach (var execution in running?.Items ?? [])
            {
                if (await resume.LookAsync(execution.Key, cancellationToken) is { Callback: { } callback, Offer: { } offer })
                {
                    items.Add(new OpenCallbackItem(callback, offer.Kind, offer.Question, callback.OrderId, callback.Since));
                }
            }
        }

        return new Page<OpenCallbackItem>([.. items.OrderBy(item => item.Since).Take(page.Limit)], null);
    }

    private async Task<bool> HasCallbacksAsync(string machine, CancellationToken cancellationToken) =>
        await executions.FindStateMachineAsync(machine, cancellationToken) is { } details
        && details.Definition.Contains(".waitForTaskToken", StringComparison.Ordinal);
}
