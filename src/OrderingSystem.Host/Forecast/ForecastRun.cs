using OrderingSystem.Domain.Orders;
using OrderingSystem.Engine.Api;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Demo;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Host.Forecast;

/// <summary>Runs the plan on each design and counts what AWS would bill.</summary>
internal static class ForecastRun
{
    private const int PageSize = 1_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Bob's Post is back, and nothing is done so long afterwards: what still runs then is counted as it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <param name="report">Called with the design that is about to run.</param>
    public static async Task<ForecastReport> RunAsync(ForecastPlan plan, Action<ForecastDesign> report, CancellationToken cancellationToken)
    {
        var results = new List<ForecastResult>();
        foreach (var design in ForecastDesign.All)
        {
            report(design);
            results.Add(await RunAsync(plan, design, cancellationToken));
        }

        return new ForecastReport(plan.Orders, plan.OutageDays, Prices.UsEast1, results);
    }

    internal static async Task<ForecastResult> RunAsync(ForecastPlan plan, ForecastDesign design, CancellationToken cancellationToken)
    {
        using var folder = new DemoFolder();
        await using var shop = await ForecastShop.StartAsync(design, folder.Make(), cancellationToken);
        var orders = design.OrdersToRun(plan);
        var downUntil = await shop.PlaceAsync(orders, plan.Outage, cancellationToken);
        while (shop.Clock.GetUtcNow() < downUntil + Patience && await AnyRunsAsync(shop, cancellationToken))
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }

        var tally = new Tally(downUntil);
        await foreach (var execution in ListAsync(shop, null, cancellationToken))
        {
            tally.Begin(execution);
            await CountHistoryAsync(shop, execution.ExecutionArn, tally, cancellationToken);
        }

        ForecastCount Scale(ForecastCount count) => count.Scaled(orders, plan.Orders);
        var (transitions, invocations) = (Scale(tally.Transitions), Scale(shop.Functions.Invocations));
        var carrierTasks = shop.Functions.CarrierTasks * plan.Orders / orders;
        return new ForecastResult(
            design.Name,
            design.Definition,
            orders,
            (await shop.CountAsync(cancellationToken)).Of(OrderStatus.Shipped),
            tally.Failed,
            tally.OrderEventsMax,
            tally.WatchEventsMax,
            transitions,
            invocations,
            Scale(shop.Carrier.Calls),
            Prices.UsEast1.Of(transitions.Total, carrierTasks, invocations.Total - carrierTasks));
    }

    private static async Task<bool> AnyRunsAsync(ForecastShop shop, CancellationToken cancellationToken)
    {
        await foreach (var _ in ListAsync(shop, ExecutionStatus.Running, cancellationToken))
        {
            return true;
        }

        return false;
    }

    private static async IAsyncEnumerable<ExecutionListItem> ListAsync(
        ForecastShop shop, ExecutionStatus? status, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var machine in new[] { "order", "carrier-watch" })
        {
            string? token = null;
            do
            {
                var request = new ListExecutionsRequest(StateMachineInstaller.StateMachineArn(machine), status, new PageRequest(status is null ? PageSize : 1, token));
                var page = await shop.Engine.Api.ListExecutionsAsync(request, cancellationToken);
                foreach (var item in page.Items)
                {
                    yield return item;
                }

                token = page.NextToken;
            }
            while (token is not null);
        }
    }

    private static async Task CountHistoryAsync(ForecastShop shop, string executionArn, Tally tally, CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await shop.Engine.Api.GetExecutionHistoryAsync(executionArn, reverseOrder: false, new PageRequest(PageSize, token), cancellationToken);
            foreach (var happened in page.Items)
            {
                tally.Count(happened);
            }

            token = page.NextToken;
        }
        while (token is not null);
    }

    private sealed class Tally(DateTimeOffset downUntil)
    {
        private long _whileDown;
        private long _afterwards;
        private bool _firstTry;
        private bool _isOrder;

        public int Failed { get; private set; }

        public long OrderEventsMax { get; private set; }

        public long WatchEventsMax { get; private set; }

        public ForecastCount Transitions => new(_whileDown, _afterwards);

        /// <summary>The events that follow are this execution's.</summary>
        public void Begin(ExecutionListItem execution)
        {
            Failed += execution.Status is ExecutionStatus.Failed or ExecutionStatus.TimedOut ? 1 : 0;
            _isOrder = execution.StateMachineArn == StateMachineInstaller.StateMachineArn("order");
        }

        /// <summary>Every state that is entered is a transition, and every try of a task after the first.</summary>
        public void Count(HistoryEvent happened)
        {
            if (_isOrder)
            {
                OrderEventsMax = Math.Max(OrderEventsMax, happened.Id);
            }
            else
            {
                WatchEventsMax = Math.Max(WatchEventsMax, happened.Id);
            }

            var isTry = happened.Type is HistoryEventType.LambdaFunctionScheduled or HistoryEventType.TaskScheduled;
            var isTransition = isTry ? !_firstTry : happened.Details is StateEnteredDetails;
            _firstTry = happened.Type == HistoryEventType.TaskStateEntered || (_firstTry && !isTry);
            if (isTransition)
            {
                _ = happened.Timestamp < downUntil ? _whileDown++ : _afterwards++;
            }
        }
    }
}
