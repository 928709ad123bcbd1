namespace OrderingSystem.Architecture.Tests;

/// <summary>The floors of the house: references point down, and only the host sees both columns.</summary>
public sealed class ProjectReferenceTests
{
    private enum Column
    {
        Orders,
        Engine,
        Carrier,
        Identity,
        Host,
    }

    private static readonly Dictionary<string, (int Floor, Column Column)> Place = new(StringComparer.Ordinal)
    {
        ["OrderingSystem.Domain"] = (0, Column.Orders),
        ["OrderingSystem.Application"] = (1, Column.Orders),
        ["OrderingSystem.Infrastructure"] = (2, Column.Orders),
        ["OrderingSystem.Lambdas"] = (3, Column.Orders),
        ["OrderingSystem.AdminApi"] = (3, Column.Orders),
        ["OrderingSystem.AdminApi.Lambda"] = (4, Column.Orders),
        ["OrderingSystem.StatesLanguage"] = (0, Column.Engine),
        ["OrderingSystem.Engine"] = (1, Column.Engine),
        ["OrderingSystem.Engine.Sqlite"] = (2, Column.Engine),
        ["OrderingSystem.Engine.Integrations"] = (2, Column.Engine),
        ["OrderingSystem.Engine.Api"] = (3, Column.Engine),
        ["OrderingSystem.Engine.Simulation"] = (3, Column.Engine),
        ["BobsPost.Simulator"] = (3, Column.Carrier),
        ["OrderingSystem.Identity"] = (3, Column.Identity),
        ["OrderingSystem.Host"] = (4, Column.Host),
    };

    [Fact]
    public void EveryProject_HasAPlaceInTheHouse()
    {
        var projects = Repository.SourceProjects();

        projects.Keys.Should().BeEquivalentTo(Place.Keys, "a project that is added or removed is given or loses its floor and its column here");
    }

    [Fact]
    public void EveryReference_PointsDownWithinItsColumn()
    {
        var projects = Repository.SourceProjects();

        var wrong =
            from project in projects
            from reference in project.Value
            let problem = Judge(Place[project.Key], Place[reference])
            where problem is not null
            select $"{project.Key} -> {reference}: {problem}";

        wrong.Should().BeEmpty();
    }

    [Theory]
    [InlineData("OrderingSystem.Domain", "OrderingSystem.Application", "points up")]
    [InlineData("OrderingSystem.Lambdas", "OrderingSystem.AdminApi", "points sideways")]
    [InlineData("OrderingSystem.Lambdas", "OrderingSystem.Engine", "crosses")]
    [InlineData("OrderingSystem.Host", "BobsPost.Simulator", null)]
    [InlineData("OrderingSystem.Infrastructure", "OrderingSystem.Domain", null)]
    public void Judge_KnownReferences_TellsRightFromWrong(string from, string to, string? problem)
    {
        Judge(Place[from], Place[to]).Should().Match(found => found == null ? problem == null : problem != null && found.Contains(problem));
    }

    private static string? Judge((int Floor, Column Column) from, (int Floor, Column Column) to) =>
        to.Floor > from.Floor ? "points up"
        : to.Floor == from.Floor ? "points sideways"
        : from.Column != to.Column && from.Column != Column.Host ? "crosses from one column into another"
        : null;
}
