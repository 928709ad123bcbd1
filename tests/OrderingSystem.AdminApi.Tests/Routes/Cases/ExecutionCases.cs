using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Routes.Cases;

/// <summary><c>/api/executions</c>, <c>/api/state-machines</c> and <c>/api/waiting</c>.</summary>
internal static class ExecutionCases
{
    private const string Reason = """{"reason":"The bug is mended."}""";
    private const string FromBooking = """{"fromState":"BookShipment","reason":"The history is full."}""";
    private const string Resumed = """{"state":"Ask","enteredEventId":2,"outcome":"success","output":{},"reason":"They said so."}""";

    private const string Looked = """{"state":"Ask","enteredEventId":2}""";
    private const string Started = """{"stateMachine":"theirs","name":"again-1","input":{"n":[1]},"reason":"The first was stopped."}""";

    private static readonly string One = $"/api/executions/{RouteBench.Name}";

    public static IReadOnlyList<RouteCase> All { get; } =
    [
        new("listStateMachines", "a machine", 200, null, bench => Ask(() => bench.AddWaiting(), "/api/state-machines")),
        new("getStateMachine", "a machine", 200, null, bench => Ask(() => bench.AddWaiting(), "/api/state-machines/order")),
        new("listExecutions", "one that runs", 200, null, bench => Ask(() => bench.AddWaiting(), "/api/executions?status=RUNNING&limit=5")),
        new("listExecutions", "no such machine", 404, ApiProblem.NotFound, bench => Ask(() => bench.AddWaiting(), "/api/executions?stateMachine=none")),
        new("getExecution", "one that runs", 200, null, bench => Ask(() => bench.AddWaiting(), One)),
        new("getExecutionHistory", "one that runs", 200, null, bench => Ask(() => bench.AddWaiting(), One + "/history?limit=5")),
        new("getExecutionHistoryOutline", "one that runs", 200, null, bench => Ask(() => bench.AddWaiting(), One + "/history/outline")),
        new("getExecutionHistoryEvent", "one that runs", 200, null, bench => Ask(() => bench.AddWaiting(), One + "/history/3")),
        new("previewResume", "one that waits", 200, null, bench => Ask(() => bench.AddWaiting("theirs"), One + "/resume?stateMachine=theirs")),
        new("previewResume", "one that waits for nobody", 409, ApiProblem.NothingWaits, bench => Ask(bench.AddBusy, One + "/resume")),
        new("resumeExecution", "one that waits", 200, null, bench => Ask(() => bench.AddWaiting("theirs"), One + "/resume?stateMachine=theirs", Resumed)),
        new("resumeExecution", "one that went on", 409, ApiProblem.MovedOn, bench => Ask(bench.AddBusy, One + "/resume", Resumed)),
        new("sendHeartbeat", "one that waits", 200, null, bench => Ask(() => bench.AddWaiting("theirs"), One + "/heartbeat?stateMachine=theirs", Looked)),
        new("sendHeartbeat", "one that went on", 409, ApiProblem.MovedOn, bench => Ask(bench.AddBusy, One + "/heartbeat", Looked)),
        new("startExecution", "a machine of theirs", 201, null, bench => Ask(() => bench.AddMachine("theirs"), "/api/executions", Started)),
        new("startExecution", "no such machine", 404, ApiProblem.NotFound, _ => Ask(() => { }, "/api/executions", Started)),
        new("listWaiting", "an order that asks", 200, null, async bench =>
        {
            bench.AddWaiting();
            await bench.AddAskingAsync();
            return new RouteRequest("/api/waiting?limit=5");
        }),
        new("redriveExecution", "one that failed", 200, null, bench => PutAsync(bench, "FAILED", "/redrive", Reason)),
        new("redriveExecution", "one that is too old", 409, ApiProblem.NotRedrivable, bench => PutAsync(bench, "FAILED", "/redrive", Reason, "Execution redrivable period exceeded")),
        new("stopExecution", "one that runs", 200, null, bench => PutAsync(bench, "RUNNING", "/stop", Reason)),
        new("stopExecution", "one that ended", 409, ApiProblem.ExecutionNotRunning, bench => PutAsync(bench, "SUCCEEDED", "/stop", Reason)),
        new("runAgain", "one that failed", 202, null, bench => PutAsync(bench, "FAILED", "/run-again", FromBooking)),
        new("runAgain", "a dry run", 200, null, bench =>
            PutAsync(bench, "FAILED", "/run-again", """{"fromState":"BookShipment","reason":"To see.","dryRun":true}""")),
        new("runAgain", "one that runs", 409, ApiProblem.CannotRunAgain, bench => PutAsync(bench, "RUNNING", "/run-again", FromBooking)),
        new("redriveExecutions", "one that failed", 202, null, bench => PutAsync(bench, "FAILED", null, Reason)),
        new("redriveExecutions", "a dry run", 200, null, bench => PutAsync(bench, "FAILED", null, """{"dryRun":true}""")),
        new("redriveExecutions", "another request under the key", 409, ApiProblem.IdempotencyKeyReused, async bench =>
        {
            var begun = await bench.BeforeAsync("POST", "/api/executions/redrive", Reason, "k");
            var jobId = begun.Json["jobId"]!.GetValue<string>();
            bench.Api.Operations.Put(jobId, "RUNNING", input: bench.Api.Companions.InputOf(jobId));
            return new RouteRequest("/api/executions/redrive", """{"reason":"Another bug is mended."}""", "k");
        }),
        new("getRedrive", "a job", 200, null, bench => Ask(() => AddJob(bench), "/api/executions/redrive/redrive-1")),
        new("stopRedrive", "a job", 200, null, bench => Ask(() => AddJob(bench), "/api/executions/redrive/redrive-1/stop")),
    ];

    private static void AddJob(RouteBench bench)
    {
        bench.Api.Operations.Put("redrive-1", "RUNNING");
        bench.Api.Operations.LatestStep = new RedriveStep(7, 5, 1, 0, Samples.Start, null);
    }

    private static Task<RouteRequest> Ask(Action arrange, string path, string? body = null)
    {
        arrange();
        return Task.FromResult(new RouteRequest(path, body));
    }

    private static async Task<RouteRequest> PutAsync(RouteBench bench, string status, string? operation, string body, string? notRedrivable = null)
    {
        await bench.AddAsync(RouteBench.Order);
        bench.Api.Operations.Put(RouteBench.Name, status, notRedrivable);
        return operation is null ? new RouteRequest("/api/executions/redrive", body, "k") : new RouteRequest(One + operation, body);
    }
}
