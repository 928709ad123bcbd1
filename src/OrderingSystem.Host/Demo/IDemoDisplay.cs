namespace OrderingSystem.Host.Demo;

/// <summary>Shows a demo while it runs.</summary>
internal interface IDemoDisplay
{
    /// <summary>Shows progress until the work is done, and returns its result.</summary>
    /// <param name="work">Reports each change through the action it is given; calls do not overlap.</param>
    Task<DemoSummary> ShowAsync(DemoPlan plan, Func<Action<DemoProgress>, Task<DemoSummary>> work);

    void Finished(DemoPlan plan, DemoSummary summary);
}

/// <param name="Folder">Where the demo's data is.</param>
internal sealed record DemoPlan(int Orders, double OutageDays, string Folder);
