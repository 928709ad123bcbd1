using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Host.Tests.Composition;

/// <summary>An order started by a call is what one started through the Step Functions endpoint is, whichever asks first.</summary>
public sealed class EngineOrderWorkflowTests : IAsyncLifetime
{
    private static readonly PlacedOrderContent Desk = new("C-0001", [new PlacedOrderItem("Walnut desk", 1)]);
    private static readonly PlacedOrderContent Chair = new("C-0001", [new PlacedOrderItem("Oak chair", 4)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-starts-");
    private RunningHost? _host;
    private IOrderWorkflow _direct = null!;
    private StepFunctionsOrderWorkflow _wire = null!;

    public async ValueTask InitializeAsync()
    {
        var anyPort = new Uri("http://127.0.0.1:0");
        _host = await RunningHost.StartAsync(
            new HostSettings(_folder.FullName, anyPort, anyPort, anyPort, null, ClockMode.Real, SampleData: true, 0, CarrierForgetsKeys: false, 1, null), CancellationToken.None);
        _direct = _host.Services.GetRequiredService<IOrderWorkflow>();
        _wire = _host.Services.GetRequiredService<StepFunctionsOrderWorkflow>();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_TwiceWithEqualInput_IsOneExecutionWhicheverWay(bool directFirst)
    {
        var (first, second) = directFirst ? (_direct, (IOrderWorkflow)_wire) : (_wire, _direct);
        var input = InputOf(directFirst ? "a" : "b", Desk);

        var started = await first.StartAsync(OrderId.Parse(input.OrderId), input, default);

        _direct.Should().BeOfType<EngineOrderWorkflow>();
        started.Should().BeOfType<WorkflowStart.Started>();
        (await second.StartAsync(OrderId.Parse(input.OrderId), input, default)).Should().Be(started);
        (await _direct.FindAsync(OrderId.Parse(input.OrderId), default))!.Input.Should().BeEquivalentTo(input);
    }

    [Fact]
    public async Task Start_OfATakenNameWithOtherInput_IsRefusedAlike()
    {
        var input = InputOf("c", Desk);
        var other = InputOf("c", Chair);
        await _direct.StartAsync(OrderId.Parse(input.OrderId), input, default);

        var refusals = new[] { await _direct.StartAsync(OrderId.Parse(input.OrderId), other, default), await _wire.StartAsync(OrderId.Parse(input.OrderId), other, default) };

        refusals.Should().AllBeOfType<WorkflowStart.NameTaken>();
    }

    [Fact]
    public async Task Start_OnAnEngineThatHasStopped_IsUnavailable()
    {
        var input = InputOf("d", Desk);
        await StopAsync();

        var start = () => _direct.StartAsync(OrderId.Parse(input.OrderId), input, default);

        await start.Should().ThrowAsync<WorkflowUnavailableException>();
    }

    private async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    private static PlacedOrder InputOf(string key, PlacedOrderContent content) => new(OrderId.FromIdempotencyKey(key).Value, content.Items[0].Description, "admin", content);
}
