using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrderingSystem.Host.Demo;

/// <summary>A panel that is redrawn in place, for people at a terminal.</summary>
internal sealed class LiveDemoDisplay(IAnsiConsole console) : IDemoDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    public async Task<DemoSummary> ShowAsync(DemoPlan plan, Func<Action<DemoProgress>, Task<DemoSummary>> work)
    {
        console.WriteLine(DemoText.Opening(plan));
        console.WriteLine();
        var drawnAt = TimeProvider.System.GetTimestamp();
        return await console.Live(Draw(plan, new DemoProgress(TimeSpan.Zero, CarrierIsDown: true, 0, 0, 0, 0, 0, 0))).StartAsync(context => work(progress =>
        {
            if (TimeProvider.System.GetElapsedTime(drawnAt) >= Frame || progress.IsOver(plan.Orders))
            {
                drawnAt = TimeProvider.System.GetTimestamp();
                context.UpdateTarget(Draw(plan, progress));
            }
        }));
    }

    public void Finished(DemoPlan plan, DemoSummary summary)
    {
        console.WriteLine();
        foreach (var line in DemoText.Summary(summary))
        {
            console.WriteLine(line);
        }
    }

    private static Panel Draw(DemoPlan plan, DemoProgress progress)
    {
        var days = progress.Elapsed.TotalDays.ToString("0.0", CultureInfo.InvariantCulture);
        var chart = new BreakdownChart().Width(60)
            .AddItem("placed", progress.Placed, Color.Grey)
            .AddItem("scheduled", progress.Scheduled, Color.Blue)
            .AddItem("shipped", progress.Shipped, Color.Yellow)
            .AddItem("customer told", progress.Notified, Color.Green);
        if (progress.Attention > 0)
        {
            chart.AddItem("needs an operator", progress.Attention, Color.Red);
        }

        IRenderable post = progress.CarrierIsDown ? new Markup("Bob's Post is [red]down[/]") : new Markup("Bob's Post is [green]up[/]");
        return new Panel(new Rows(new Markup($"Day [bold]{days}[/]"), post, chart)).Header($" {plan.Orders.ToString("N0", CultureInfo.InvariantCulture)} orders ").Padding(2, 1);
    }
}
