using System.Globalization;

namespace OrderingSystem.Benchmarks;

/// <summary>
/// <c>core-cpu</c>: the benchmarks of the pure core in processor time, all threads counted. On a machine that others use as well, time on the wall measures them
/// too; processor time hardly does.
/// </summary>
internal static class CoreCpu
{
    private static readonly TimeSpan Warm = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    public static int Run()
    {
        var interpreter = new InterpreterBenchmarks();
        var queries = new JsonataBenchmarks();
        queries.MakeOrderOfTenItems();
        Console.WriteLine($"{"operation",-52} {"µs of CPU",10} {"per second",11} {"bytes",9}");
        Measure("read, check and compile order.asl.json", () => interpreter.ReadOrderMachine());
        Measure("an order: four Task states, all its events", () => interpreter.FourTaskOrder());
        Measure("$sum(items.(price*quantity)), 10 items", () => queries.Total());
        Measure("one field of $states.input", () => queries.Field());
        Measure("filter, count and concatenate into an object", () => queries.Reshape());
        Measure("compile $sum(items.(price*quantity))", () => queries.Compile());
        return 0;
    }

    private static void Measure(string name, Func<object?> operation)
    {
        _ = Loop(operation, Warm);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (count, used) = Loop(operation, Measured);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} {used.TotalMicroseconds / count,10:#,##0.00} {count / used.TotalSeconds,11:#,##0} {bytes,9:#,##0}"));
    }

    private static (long Count, TimeSpan Used) Loop(Func<object?> operation, TimeSpan length)
    {
        var started = Environment.CpuUsage.TotalTime;
        for (var count = 0L; ;)
        {
            for (var i = 0; i < 100; i++)
            {
                _ = operation();
            }

            count += 100;
            if (Environment.CpuUsage.TotalTime - started is var used && used >= length)
            {
                return (count, used);
            }
        }
    }
}
