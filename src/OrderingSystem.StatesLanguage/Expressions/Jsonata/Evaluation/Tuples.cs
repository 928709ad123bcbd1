using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>The steps of a path that binds variables on its way: each result becomes a row that carries what was bound before it.</summary>
internal static class Tuples
{
    public static ListValue Step(EvaluationRun run, PathStep step, JsonValue? input, ListValue? rows, Frame frame)
    {
        ListValue result;
        if (step.Sort is not null)
        {
            result = Sort(run, step, input, rows, frame);
        }
        else
        {
            result = Rows();
            rows ??= FromInput(input);
            run.Charge(rows.Count);
            foreach (var row in rows.Span)
            {
                Expand(run, step, (TupleValue)row!, result, frame);
            }
        }

        foreach (var stage in step.Stages)
        {
            switch (stage)
            {
                case Filter filter:
                    result = AsRows(filter.Apply(run, result, frame));
                    break;
                case IndexStage index:
                    Number(result, index.Name);
                    break;
            }
        }

        return result;
    }

    /// <summary>The values that the rows stand at.</summary>
    public static ListValue Contexts(ListValue rows)
    {
        var contexts = new ListValue(isSequence: true, rows.Count);
        foreach (var row in rows.Span)
        {
            contexts.Add(((TupleValue)row!).Context);
        }

        return contexts;
    }

    /// <summary>One row whose every binding holds what the rows' bindings hold, joined.</summary>
    public static TupleValue Merge(EvaluationRun run, List<JsonValue?> rows)
    {
        var merged = ((TupleValue)rows[0]!).Copy();
        for (var i = 1; i < rows.Count; i++)
        {
            var row = (TupleValue)rows[i]!;
            merged.Context = Values.Append(run, merged.Context, row.Context);
            for (var n = 0; n < row.Names.Length; n++)
            {
                var at = merged.Names.IndexOf(row.Names[n]);
                merged.Bind(row.Names[n], Values.Append(run, at < 0 ? null : merged.Bound[at], row.Bound[n]));
            }
        }

        return merged;
    }

    private static void Expand(EvaluationRun run, PathStep step, TupleValue row, ListValue result, Frame frame)
    {
        var value = step.Expression!.Evaluate(run, row.Context, row.ToFrame(frame));
        if (value is null)
        {
            return;
        }

        var items = Values.ItemsOrSelf(value);
        run.ChargeLength(result.Count + (long)items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var next = row.Copy();
            if (items[i] is TupleValue inner)
            {
                next.Absorb(inner);
            }
            else
            {
                if (step.Focus is not null)
                {
                    next.Bind(step.Focus, items[i]);
                }
                else
                {
                    next.Context = items[i];
                }

                if (step.IndexName is not null)
                {
                    next.Bind(step.IndexName, JsonValue.Of(i));
                }

                if (step.Ancestor is not null)
                {
                    next.Bind(step.Ancestor.Label, row.Context);
                }
            }

            result.Add(next);
        }
    }

    private static ListValue Sort(EvaluationRun run, PathStep step, JsonValue? input, ListValue? rows, Frame frame)
    {
        if (rows is not null)
        {
            return AsRows(step.Sort!.Sort(run, rows, frame));
        }

        var result = FromInput(step.Sort!.Sort(run, input, frame));
        if (step.IndexName is not null)
        {
            Number(result, step.IndexName);
        }

        return result;
    }

    private static ListValue Rows() => new(isSequence: true) { IsTupleStream = true };

    private static ListValue AsRows(JsonValue? value)
    {
        if (value is ListValue { IsTupleStream: true } rows)
        {
            return rows;
        }

        var result = Rows();
        if (Values.TryItems(value, out var items))
        {
            result.AddRange(items);
        }

        return result;
    }

    private static ListValue FromInput(JsonValue? input)
    {
        var rows = Rows();
        foreach (var item in Values.ItemsOrSelf(input))
        {
            rows.Add(new TupleValue(item));
        }

        return rows;
    }

    private static void Number(ListValue rows, string name)
    {
        var span = rows.Span;
        for (var i = 0; i < span.Length; i++)
        {
            ((TupleValue)span[i]!).Bind(name, JsonValue.Of(i));
        }
    }
}
