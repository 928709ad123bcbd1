using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.ErrorHandling;

/// <summary>Reads the Retry and Catch fields of Task, Parallel and Map states.</summary>
internal static class ErrorHandlingReader
{
    private const long MaxRetryAttempts = 99_999_999;
    private const long MaxIntervalSeconds = 99_999_999;
    private const long MaxMaxDelaySeconds = 31_622_400;

    public static ImmutableArray<Retrier> ReadRetriers(ObjectReader state)
    {
        var retriers = ImmutableArray.CreateBuilder<Retrier>();
        foreach (var fields in state.Objects("Retry"))
        {
            var names = ReadErrorEquals(fields);
            var interval = fields.Integer("IntervalSeconds", 1, MaxIntervalSeconds) ?? 1;
            var maxDelay = fields.Integer("MaxDelaySeconds", 1, MaxMaxDelaySeconds);
            if (maxDelay <= interval)
            {
                fields.Problem("MaxDelaySeconds", "MaxDelaySeconds must be greater than IntervalSeconds");
            }

            var jitter = fields.Text("JitterStrategy");
            if (jitter is not (null or "FULL" or "NONE"))
            {
                fields.Problem("JitterStrategy", "The field 'JitterStrategy' should have one of these values: [FULL, NONE]");
            }

            retriers.Add(new Retrier(names, interval, fields.Integer("MaxAttempts", 0, MaxRetryAttempts) ?? 3,
                fields.Number("BackoffRate", 1.0) ?? 2.0, maxDelay, jitter == "FULL"));
            _ = fields.Text("Comment");
            fields.RejectOthers();
        }

        CheckThatAllStandsLast(state, "Retry", [.. retriers.Select(retrier => retrier.ErrorEquals)]);
        return retriers.ToImmutable();
    }

    public static ImmutableArray<Catcher> ReadCatchers(ObjectReader state, QueryLanguage language)
    {
        var catchers = ImmutableArray.CreateBuilder<Catcher>();
        foreach (var fields in state.Objects("Catch"))
        {
            var names = ReadErrorEquals(fields);
            var next = fields.RequiredText("Next");
            var output = CatcherOutput.Read(fields, language);
            _ = fields.Text("Comment");
            fields.RejectOthers();
            catchers.Add(new Catcher(names, next ?? string.Empty, output));
        }

        CheckThatAllStandsLast(state, "Catch", [.. catchers.Select(catcher => catcher.ErrorEquals)]);
        return catchers.ToImmutable();
    }

    private static ImmutableArray<string> ReadErrorEquals(ObjectReader fields)
    {
        if (!fields.Require("ErrorEquals"))
        {
            return [];
        }

        if (fields.Value("ErrorEquals") is not JsonArray { Count: > 0 } items)
        {
            fields.Problem("ErrorEquals", "Expected a non-empty array of error names");
            return [];
        }

        var names = ImmutableArray.CreateBuilder<string>(items.Count);
        foreach (var item in items)
        {
            if (item is JsonString { Value: var name })
            {
                names.Add(name);
            }
            else
            {
                fields.Problem("ErrorEquals", "Expected a non-empty array of error names");
            }
        }

        if (names.Count > 1 && names.Contains(ErrorNames.All))
        {
            fields.Problem("ErrorEquals", "States.ALL can only appear by itself");
        }

        return names.ToImmutable();
    }

    private static void CheckThatAllStandsLast(ObjectReader state, string field, ImmutableArray<ImmutableArray<string>> all)
    {
        for (var i = 0; i < all.Length - 1; i++)
        {
            if (all[i].Contains(ErrorNames.All))
            {
                state.Problem($"{field}[{i}]", "States.ALL can only appear in the last element");
            }
        }
    }
}
