using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Choice;

internal static class ChoiceStateReader
{
    /// <summary>Deepest nesting of And, Or and Not.</summary>
    private const int MaxDepth = 100;

    public static State? Read(StateHeader header, ObjectReader fields)
    {
        if (!fields.Require("Choices"))
        {
            return null;
        }

        const DataFields Has = DataFields.Input | DataFields.Assign | DataFields.Output;
        var data = DataFlow.Read(fields, header.Language, Has);
        var choices = ImmutableArray.CreateBuilder<ChoiceBranch>();
        foreach (var choice in fields.Objects("Choices"))
        {
            var next = choice.RequiredText("Next");
            var rule = header.Language == QueryLanguage.Jsonata ? ReadCondition(choice) : ReadRule(choice, depth: 0);
            var branchData = data is JsonPathDataFlow paths
                ? paths with { Assign = VariableAssignment.Read(choice) }
                : DataFlow.Read(choice, header.Language, DataFields.Assign | DataFields.Output);
            _ = choice.Text("Comment");
            choice.RejectOthers();
            if (rule is not null && next is not null)
            {
                choices.Add(new ChoiceBranch(rule, next, branchData));
            }
        }

        if (fields.Source["Choices"] is JsonArray { Count: 0 })
        {
            fields.Problem("Choices", "Value cannot be empty");
        }

        return new ChoiceState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Data = data,
            Choices = choices.ToImmutable(),
            Default = fields.Text("Default"),
        };
    }

    private static ConditionRule? ReadCondition(ObjectReader fields)
    {
        if (!fields.Require("Condition"))
        {
            return null;
        }

        if (fields.Value("Condition") is JsonBoolean || JsonataTemplate.IsExpression(fields.Value("Condition")))
        {
            return JsonataTemplate.Read(fields, "Condition") is { } condition ? new ConditionRule(condition) : null;
        }

        fields.Problem("Condition", "The value must be a boolean or a JSONata expression");
        return null;
    }

    private static ChoiceRule? ReadRule(ObjectReader fields, int depth)
    {
        if (depth > MaxDepth)
        {
            fields.Problem(null, $"Choice rules nest deeper than {MaxDepth}");
            return null;
        }

        if (fields.Has("And") || fields.Has("Or"))
        {
            var field = fields.Source.ContainsName("And") ? "And" : "Or";
            var rules = fields.Objects(field).Select(inner => ReadNested(inner, depth)).ToList();
            if (rules.Count == 0)
            {
                fields.Problem(field, "Value cannot be empty");
            }

            ImmutableArray<ChoiceRule> read = [.. rules.OfType<ChoiceRule>()];
            return field == "And" ? new AndRule(read) : new OrRule(read);
        }

        if (fields.Has("Not"))
        {
            return fields.Object("Not") is { } inner && ReadNested(inner, depth) is { } rule ? new NotRule(rule) : null;
        }

        return ReadComparison(fields);
    }

    private static ChoiceRule? ReadNested(ObjectReader fields, int depth)
    {
        if (fields.Has("Next"))
        {
            fields.Problem("Next", "'Next' is only allowed at the top level of a choice rule");
        }

        var rule = ReadRule(fields, depth + 1);
        _ = fields.Text("Comment");
        fields.RejectOthers();
        return rule;
    }

    private static ChoiceRule? ReadComparison(ObjectReader fields)
    {
        if (!fields.Require("Variable") || fields.Path("Variable") is not { } variable)
        {
            return null;
        }

        ChoiceRule? rule = null;
        var comparisons = 0;
        foreach (var (name, value) in fields.Source)
        {
            if (name == "IsPresent")
            {
                comparisons++;
                _ = fields.Has(name);
                rule = fields.Boolean(name) is { } expected ? new PresenceRule(variable, expected) : null;
            }
            else if (ChoiceComparator.All.TryGetValue(name, out var comparator))
            {
                comparisons++;
                _ = fields.Has(name);
                if (comparator.HasPathForm)
                {
                    PathWarnings.InField(fields, name);
                }

                rule = Accept(fields, name, value, comparator) ? new ComparisonRule(variable, comparator, value, null) : null;
            }
            else if (name.EndsWith("Path", StringComparison.Ordinal) && ChoiceComparator.All.TryGetValue(name[..^4], out comparator) && comparator.HasPathForm)
            {
                comparisons++;
                rule = fields.Path(name) is { } path ? new ComparisonRule(variable, comparator, null, path) : null;
            }
        }

        if (comparisons != 1)
        {
            fields.Problem(null, comparisons == 0 ? "A choice rule needs a comparison operator" : "A choice rule takes exactly one comparison operator");
            return null;
        }

        return rule;
    }

    private static bool Accept(ObjectReader fields, string name, JsonValue value, ChoiceComparator comparator)
    {
        if (comparator.Accepts(value))
        {
            return true;
        }

        fields.Problem(name, $"The value of '{name}' is of the wrong type");
        return false;
    }
}
