using NetArchTest.Rules;
using OrderingSystem.Domain.Shipping;
using OrderingSystem.StatesLanguage;

namespace OrderingSystem.Architecture.Tests;

/// <summary>Floor 0 has no I/O, no clock, no threads and no cloud.</summary>
public sealed class PurityTests
{
    private static readonly string[] Impure =
    [
        "System.IO.File",
        "System.IO.FileStream",
        "System.IO.Directory",
        "System.Net",
        "System.Data",
        "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch",
        "System.Threading.Thread",
        "System.Threading.Timer",
        "System.Threading.Tasks",
        "System.TimeProvider",
        "System.Random",
        "Amazon",
        "Microsoft.Data",
        "Microsoft.Extensions",
        "Microsoft.AspNetCore",
    ];

    [Theory]
    [InlineData(typeof(Booking))]
    [InlineData(typeof(Interpreter))]
    public void FloorZero_DependsOnNothingImpure(Type anyTypeOfTheAssembly)
    {
        var result = Types.InAssembly(anyTypeOfTheAssembly.Assembly).ShouldNot().HaveDependencyOnAny(Impure).GetResult();

        (result.FailingTypeNames ?? []).Should().BeEmpty();
    }
}
