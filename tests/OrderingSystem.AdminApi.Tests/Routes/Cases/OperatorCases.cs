using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Live;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Routes.Cases;

/// <summary><c>/api/carrier</c>, <c>/api/clock</c>, <c>/api/decisions</c>, and what there is one route of.</summary>
internal static class OperatorCases
{
    private const string Reason = """{"reason":"They asked us to wait."}""";
    private const string Retry = """{"decision":"retry","note":"Mended.","ordersPerMinute":30}""";

    public static IReadOnlyList<RouteCase> All { get; } =
    [
        new("whoAmI", "anybody", 200, null, _ => Ask("/api/me")),
        new("followEvents", "anybody", 200, null, _ => Ask("/api/events")),
        new("followEvents", "several processes", 404, ApiProblem.NoLiveEvents, _ => Ask("/api/events")) { Services = services => services.RemoveAll<LiveFeed>() },
        new("checkInvariants", "an open order", 200, null, async bench =>
        {
            await bench.AddAsync(RouteBench.Order);
            return new RouteRequest("/api/invariants");
        }),
        new("listAudit", "a note", 200, null, bench => NotedAsync(bench, "/api/audit?limit=5")),
        new("exportAudit", "a note", 200, null, bench => NotedAsync(bench, "/api/audit.csv")),
        new("getCarrier", "a carrier that is down", 200, null, bench => DownAsync(bench, "/api/carrier")),
        new("listCarrierProbes", "no outage", 200, null, bench =>
        {
            bench.AddMachine("carrier-watch");
            return Ask("/api/carrier/probes");
        }),
        new("listCarrierOutages", "no outage", 200, null, bench =>
        {
            bench.AddMachine("carrier-watch");
            return Ask("/api/carrier/outages");
        }),
        new("listCarrierWaiting", "an order that is parked", 200, null, bench => DownAsync(bench, "/api/carrier/waiting?limit=5")),
        new("probeCarrier", "a carrier that was down", 200, null, async bench =>
        {
            var request = await DownAsync(bench, "/api/carrier/probe", Reason);
            bench.LetCarrierBeDown(false);
            return request;
        }),
        new("probeCarrier", "it answers, and nothing can be started", 503, ApiProblem.WorkflowUnavailable, async bench =>
        {
            var request = await DownAsync(bench, "/api/carrier/probe", Reason);
            bench.LetCarrierBeDown(false);
            bench.LetWorkflowBeDown();
            return request;
        }),
        new("probeCarrier", "a carrier that is up", 409, ApiProblem.NotProbed, _ => Ask("/api/carrier/probe", Reason)),
        new("holdCarrier", "a carrier that is up", 200, null, _ => Ask("/api/carrier/hold", Reason)),
        new("releaseCarrier", "a carrier that is held", 200, null, async bench =>
        {
            await bench.BeforeAsync("POST", "/api/carrier/hold", Reason);
            return new RouteRequest("/api/carrier/release", Reason);
        }),
        new("releaseCarrier", "it answers, and nothing can be started", 503, ApiProblem.WorkflowUnavailable, async bench =>
        {
            await bench.BeforeAsync("POST", "/api/carrier/hold", Reason);
            bench.LetWorkflowBeDown();
            return new RouteRequest("/api/carrier/release", Reason);
        }),
        new("releaseCarrier", "a carrier that nobody holds", 409, ApiProblem.NotHeld, _ => Ask("/api/carrier/release", Reason)),
        new("decideOrders", "an order that asks", 202, null, async bench =>
        {
            await bench.AddAskingAsync();
            return new RouteRequest("/api/decisions", Retry, "k");
        }),
        new("decideOrders", "a dry run", 200, null, async bench =>
        {
            await bench.AddAskingAsync();
            return new RouteRequest("/api/decisions", """{"decision":"retry","dryRun":true}""");
        }),
        new("decideOrders", "another request under the key", 409, ApiProblem.IdempotencyKeyReused, async bench =>
        {
            await bench.BeforeAsync("POST", "/api/decisions", Retry, "k");
            return new RouteRequest("/api/decisions", Retry.Replace("30", "31", StringComparison.Ordinal), "k");
        }),
        new("getDecision", "a job", 200, null, async bench => new RouteRequest((await bench.BeforeAsync("POST", "/api/decisions", Retry, "k")).Location!)),
        new("stopDecision", "a job", 200, null, async bench => new RouteRequest((await bench.BeforeAsync("POST", "/api/decisions", Retry, "k")).Location! + "/stop")),
        new("getClock", "a demo clock", 200, null, _ => Ask("/api/clock")),
        Without("getClock", "/api/clock"),
        new("advanceClock", "a demo clock", 200, null, _ => Ask("/api/clock/advance", """{"by":"P1D"}""")),
        Without("advanceClock", "/api/clock/advance", """{"by":"P1D"}"""),
        new("listClockTimers", "a timer", 200, null, bench => TimedAsync(bench, "/api/clock/timers")),
        Without("listClockTimers", "/api/clock/timers"),
        new("skipClockToNext", "a timer", 200, null, bench => TimedAsync(bench, "/api/clock/skip-to-next")),
        new("skipClockToNext", "no timer", 409, ApiProblem.NoTimer, _ => Ask("/api/clock/skip-to-next")),
        Without("skipClockToNext", "/api/clock/skip-to-next"),
        new("setClockRate", "a demo clock", 200, null, _ => Ask("/api/clock/rate", """{"factor":60}""")),
        Without("setClockRate", "/api/clock/rate", """{"factor":60}"""),
        new("getClockOutage", "a simulated carrier", 200, null, _ => Ask("/api/clock/outage")) { Services = WithCarrier },
        new("getClockOutage", "a carrier that is none of ours", 404, ApiProblem.NoDemoClock, _ => Ask("/api/clock/outage")),
        new("switchClockOutage", "a simulated carrier", 200, null, _ => Ask("/api/clock/outage", """{"for":"P3D"}""")) { Services = WithCarrier },
        new("switchClockOutage", "a carrier that is none of ours", 404, ApiProblem.NoDemoClock, _ => Ask("/api/clock/outage", """{"for":"P3D"}""")),
    ];

    private static RouteCase Without(string operation, string path, string? body = null) =>
        new(operation, "the world's clock", 404, ApiProblem.NoDemoClock, _ => Ask(path, body)) { Services = services => services.RemoveAll<IDemoClock>() };

    private static void WithCarrier(IServiceCollection services) => services.AddSingleton<IDemoCarrier, SwitchedCarrier>();

    private static Task<RouteRequest> Ask(string path, string? body = null) => Task.FromResult(new RouteRequest(path, body));

    private static async Task<RouteRequest> NotedAsync(RouteBench bench, string path)
    {
        await bench.AddAsync(RouteBench.Order);
        await bench.BeforeAsync("POST", $"/api/orders/{RouteBench.Name}/notes", """{"text":"She phoned."}""");
        return new RouteRequest(path);
    }

    private static async Task<RouteRequest> DownAsync(RouteBench bench, string path, string? body = null)
    {
        bench.LetCarrierBeDown(true);
        await bench.ParkAsync();
        return new RouteRequest(path, body);
    }

    private static Task<RouteRequest> TimedAsync(RouteBench bench, string path)
    {
        bench.AddWaiting();
        bench.Api.DemoClock.Timers.Add(new DemoTimer(Samples.Start.AddHours(1), new ExecutionKey("order", RouteBench.Name)));
        return Ask(path);
    }

    private sealed class SwitchedCarrier(TimeProvider clock) : IDemoCarrier
    {
        public DateTimeOffset? DownUntil { get; private set; }

        public Task GoDownAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            DownUntil = clock.GetUtcNow() + duration;
            return Task.CompletedTask;
        }

        public Task ComeBackAsync(CancellationToken cancellationToken)
        {
            DownUntil = null;
            return Task.CompletedTask;
        }
    }
}
