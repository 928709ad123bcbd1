using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Simulation.Checking;
using OrderingSystem.Engine.Simulation.Time;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Simulation.Workload;

/// <summary>Those outside the engine: they start executions, answer tokens (also twice, and too late), look, stop, and set the machine's clock.</summary>
internal sealed class Clients(IStepFunctionsEngine engine, IReadOnlyList<Job> jobs, Functions functions, Witness witness, SimulatedTime time, Random random)
{
    /// <summary>Runs until something fails that must not; the end of the process ends it, too.</summary>
    public Task RunAsync() => Task.WhenAll(StartAsync(), AnswerAsync(), LookAsync(), StopSomeAsync(), SetClockAsync());

    /// <summary>What an engine may answer while its disk fails, or while it has too much to do.</summary>
    private static bool IsRefusal(Exception failure) => failure is StepFunctionsException or StoreFaultedException or ObjectDisposedException or OperationCanceledException;

    private Task PauseAsync(int fromSeconds, int toSeconds) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(fromSeconds * 1_000, toSeconds * 1_000)), time);

    private async Task StartAsync() => await Task.WhenAll(jobs.Where(job => !job.IsAccepted).Select(StartOneAsync));

    private async Task StartOneAsync(Job job)
    {
        if (job.Arrival > time.Elapsed)
        {
            await Task.Delay(job.Arrival - time.Elapsed, time);
        }

        while (!job.IsAccepted)
        {
            try
            {
                var started = await engine.StartExecutionAsync(new StartExecutionRequest(job.MachineArn, job.Name, job.Input), default);
                Require(started.ExecutionArn == job.Arn && witness.IsAccepted(job.Name), $"'{job.Name}' was accepted, and is not on disk.");
                job.IsAccepted = true;
            }
            catch (StepFunctionsException taken) when (taken.Code == "ExecutionAlreadyExists")
            {
                Require(witness.IsAccepted(job.Name), $"'{job.Name}' is said to exist, and is not on disk.");
                job.IsAccepted = true;
            }
            catch (Exception failure) when (IsRefusal(failure))
            {
                await PauseAsync(1, 5);
            }
        }
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            await PauseAsync(1, 20);
            foreach (var held in functions.Tokens.Where(held => held.AnswerAt <= time.Elapsed).ToList())
            {
                await AnswerOneAsync(held);
            }
        }
    }

    private async Task AnswerOneAsync(HeldToken held)
    {
        try
        {
            for (var beat = 0; beat < held.Beats; beat++)
            {
                await engine.SendTaskHeartbeatAsync(held.Token, default);
            }

            var answer = Payload.FromText("""{"answered":true}""");
            var (first, second) = (SendAsync(held, answer), random.Next(3) == 0 ? SendAsync(held, answer) : Task.FromResult(false));
            Require(!(await first && await second), "One token was answered twice, and both answers were taken.");
            _ = functions.Tokens.Remove(held);
        }
        catch (StepFunctionsException refused) when (refused.Code is "TaskTimedOut" or "InvalidToken")
        {
            Require(refused.Code != "InvalidToken", "A token that the engine had given out is said to be invalid.");
            _ = functions.Tokens.Remove(held);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            // asked again later, perhaps of the next process
        }
    }

    private async Task<bool> SendAsync(HeldToken held, Payload answer)
    {
        try
        {
            await (random.Next(4) == 0 ? engine.SendTaskFailureAsync(held.Token, "Refused", null, default) : engine.SendTaskSuccessAsync(held.Token, answer, default));
            return true;
        }
        catch (StepFunctionsException refused) when (refused.Code == "TaskTimedOut")
        {
            return false;
        }
    }

    /// <summary>Who reads sees everything that was acknowledged before.</summary>
    private async Task LookAsync()
    {
        while (true)
        {
            await PauseAsync(1, 120);
            var job = jobs[random.Next(jobs.Count)];
            var acknowledged = witness.EventsOf(job.Name).Take(1_000).ToList();
            if (acknowledged.Count == 0)
            {
                continue;
            }

            try
            {
                var page = await engine.GetExecutionHistoryAsync(job.Arn, reverseOrder: false, new PageRequest(1_000, null), default);
                Require(page.Items.Take(acknowledged.Count).SequenceEqual(acknowledged), $"'{job.Name}': a reader does not see what was acknowledged.");
            }
            catch (Exception failure) when (failure is StoreFaultedException or ObjectDisposedException)
            {
                // the disk fails
            }
        }
    }

    private async Task StopSomeAsync()
    {
        while (true)
        {
            await PauseAsync(60, 20_000);
            var job = jobs[random.Next(jobs.Count)];
            if (random.Next(4) != 0 || !job.IsAccepted)
            {
                continue;
            }

            try
            {
                _ = await engine.StopExecutionAsync(job.Arn, "Stopped", null, default);
                Require(witness.HasEnded(job.Name), $"'{job.Name}' was stopped, and its end is not on disk.");
            }
            catch (Exception failure) when (IsRefusal(failure))
            {
                // it goes on
            }
        }
    }

    private async Task SetClockAsync()
    {
        while (true)
        {
            await PauseAsync(100, 40_000);
            time.Set(TimeSpan.FromSeconds(random.Next(4) switch
            {
                0 => random.Next(-86_400, 86_400),
                1 => random.Next(-3_600, 0),
                _ => random.Next(-5, 60),
            }));
        }
    }

    private static void Require(bool holds, string violation)
    {
        if (!holds)
        {
            throw new SimulationViolationException(violation);
        }
    }
}
