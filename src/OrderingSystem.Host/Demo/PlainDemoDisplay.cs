using System.Globalization;

namespace OrderingSystem.Host.Demo;

/// <summary>One line per half day of the demo's time, for logs and pipes.</summary>
internal sealed class PlainDemoDisplay(TextWriter output) : IDemoDisplay
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(12);

    public async Task<DemoSummary> ShowAsync(DemoPlan plan, Func<Action<DemoProgress>, Task<DemoSummary>> work)
    {
        output.WriteLine(DemoText.Opening(plan));
        output.WriteLine();
        output.WriteLine("   day  Bob's Post  placed  scheduled  shipped  told  attention");
        var next = TimeSpan.Zero;
        DemoProgress? shown = null;
        DemoProgress? last = null;
        var summary = await work(progress =>
        {
            last = progress;
            if (progress.Elapsed >= next)
            {
                next = (Math.Floor(progress.Elapsed / Step) + 1) * Step;
                Line(shown = progress);
            }
        });
        if (last is not null && last != shown)
        {
            Line(last);
        }

        return summary;
    }

    public void Finished(DemoPlan plan, DemoSummary summary)
    {
        output.WriteLine();
        foreach (var line in DemoText.Summary(summary))
        {
            output.WriteLine(line);
        }
    }

    private void Line(DemoProgress progress) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Elapsed.TotalDays,6:0.0}  {(progress.CarrierIsDown ? "down" : "up"),-10}  {progress.Placed,6}  {progress.Scheduled,9}  {progress.Shipped + progress.Notified,7}  {progress.Notified,4}  {progress.Attention,9}"));
}
