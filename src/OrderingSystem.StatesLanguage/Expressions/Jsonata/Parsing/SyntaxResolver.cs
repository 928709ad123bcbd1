using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>
/// Puts the tree in the order in which it is evaluated: chains of <c>.</c> become paths with steps, predicates go to the step they follow, and each
/// <c>%</c> finds the step whose context it means.
/// </summary>
internal sealed class SyntaxResolver
{
    private readonly ParentSeeker _parents = new();

    public static Syntax Resolve(Syntax tree)
    {
        var resolved = new SyntaxResolver().Visit(tree);
        return resolved.Kind == SyntaxKind.Parent || resolved.SeekingParent is not null
            ? throw new JsonataException("S0217", resolved.Position, resolved.Text)
            : resolved;
    }

    private Syntax Visit(Syntax node)
    {
        var result = node.Kind switch
        {
            SyntaxKind.Map => VisitMap(node),
            SyntaxKind.Subscript => VisitSubscript(node),
            SyntaxKind.GroupBy => VisitGroupBy(node),
            SyntaxKind.OrderBy => VisitOrderBy(node),
            SyntaxKind.Bind => VisitBind(node),
            SyntaxKind.Focus => VisitFocus(node),
            SyntaxKind.Index => VisitIndex(node),
            SyntaxKind.Apply => VisitApply(node),
            SyntaxKind.Negate => VisitNegate(node),
            SyntaxKind.Call or SyntaxKind.Partial => VisitCall(node),
            SyntaxKind.Lambda => VisitLambda(node),
            SyntaxKind.Transform => VisitTransform(node),
            SyntaxKind.Block => VisitBlock(node),
            SyntaxKind.Name => new Syntax(SyntaxKind.Path, node.Position, node.Text) { Items = [node], KeepsSingletonArray = node.KeepsArray },
            SyntaxKind.Parent => _parents.NewSlot(node),
            SyntaxKind.Binary or SyntaxKind.Condition or SyntaxKind.Default or SyntaxKind.Array or SyntaxKind.Object => VisitChildren(node),
            SyntaxKind.End => throw new JsonataException("S0207", node.Position),
            _ => node,
        };
        result.KeepsArray |= node.KeepsArray;
        return result;
    }

    private Syntax VisitMap(Syntax node)
    {
        var left = Visit(node.Left!);
        var path = left.Kind == SyntaxKind.Path ? left : NewPath(left);
        if (left.Kind == SyntaxKind.Parent)
        {
            path.SeekingParent = [left.Slot!];
        }

        var rest = Visit(node.Right!);
        if (rest.Kind == SyntaxKind.Path)
        {
            path.Items.AddRange(rest.Items);
        }
        else
        {
            PredicatesToStages(rest);
            path.Items.Add(rest);
        }

        foreach (var step in path.Items)
        {
            if (step is { Kind: SyntaxKind.Literal, Literal: not JsonString })
            {
                throw new JsonataException("S0213", step.Position, step.Text);
            }

            if (step.Kind == SyntaxKind.Literal)
            {
                step.Kind = SyntaxKind.Name;
            }

            path.KeepsSingletonArray |= step.KeepsArray;
        }

        path.Items[0].IsConstructed |= path.Items[0].Kind == SyntaxKind.Array;
        path.Items[^1].IsConstructed |= path.Items[^1].Kind == SyntaxKind.Array;
        ParentSeeker.ResolvePath(path);
        return path;
    }

    private Syntax VisitSubscript(Syntax node)
    {
        var result = Visit(node.Left!);
        var isPath = result.Kind == SyntaxKind.Path;
        var step = isPath ? result.Items[^1] : result;
        if (step.Group is not null)
        {
            throw new JsonataException("S0209", node.Position);
        }

        var predicate = Visit(node.Right!);
        ParentSeeker.ResolvePredicate(step, predicate);
        var stage = new SyntaxStage(predicate, IndexName: null);
        if (isPath)
        {
            (step.Stages ??= []).Add(stage);
        }
        else
        {
            (step.Predicates ??= []).Add(stage);
        }

        return result;
    }

    private Syntax VisitGroupBy(Syntax node)
    {
        var result = Visit(node.Left!);
        if (result.Group is not null)
        {
            throw new JsonataException("S0210", node.Position);
        }

        result.Group = new Syntax(SyntaxKind.Object, node.Position, "{") { Items = node.Items.ConvertAll(Visit) };
        return result;
    }

    private Syntax VisitOrderBy(Syntax node)
    {
        var left = Visit(node.Left!);
        var path = left.Kind == SyntaxKind.Path ? left : NewPath(left);
        var sort = new Syntax(SyntaxKind.Sort, node.Position, "^");
        for (var i = 0; i < node.Items.Count; i++)
        {
            var term = Visit(node.Items[i]);
            ParentSeeker.Pass(sort, term);
            sort.Items.Add(term);
            sort.Descending.Add(node.Descending[i]);
        }

        path.Items.Add(sort);
        ParentSeeker.ResolvePath(path);
        return path;
    }

    private Syntax VisitBind(Syntax node)
    {
        node.Right = Visit(node.Right!);
        ParentSeeker.Pass(node, node.Right);
        return node;
    }

    private Syntax VisitFocus(Syntax node)
    {
        var result = Visit(node.Left!);
        var step = result.Kind == SyntaxKind.Path ? result.Items[^1] : result;
        if (step.Stages is not null || step.Predicates is not null)
        {
            throw new JsonataException("S0215", node.Position);
        }

        if (step.Kind == SyntaxKind.Sort)
        {
            throw new JsonataException("S0216", node.Position);
        }

        step.KeepsArray |= node.KeepsArray;
        step.Focus = node.Right!.Text;
        step.BindsTuples = true;
        return result;
    }

    private Syntax VisitIndex(Syntax node)
    {
        var result = Visit(node.Left!);
        if (result.Kind != SyntaxKind.Path)
        {
            PredicatesToStages(result);
            result = NewPath(result);
        }

        var step = result.Items[^1];
        if (step.Stages is null)
        {
            step.IndexName = node.Right!.Text;
        }
        else
        {
            step.Stages.Add(new SyntaxStage(Filter: null, node.Right!.Text));
        }

        step.BindsTuples = true;
        return result;
    }

    private Syntax VisitApply(Syntax node)
    {
        node.Left = Visit(node.Left!);
        node.Right = Visit(node.Right!);
        node.KeepsArray |= node.Left.KeepsArray || node.Right.KeepsArray;
        return node;
    }

    private Syntax VisitNegate(Syntax node)
    {
        var operand = Visit(node.Left!);
        if (operand is { Kind: SyntaxKind.Literal, Literal: JsonNumber number })
        {
            operand.Literal = JsonNumber.Of(-number.Double);
            return operand;
        }

        node.Left = operand;
        ParentSeeker.Pass(node, operand);
        return node;
    }

    private Syntax VisitCall(Syntax node)
    {
        VisitItems(node);
        node.Left = Visit(node.Left!);
        return node;
    }

    private Syntax VisitLambda(Syntax node)
    {
        node.Right = Visit(node.Right!);
        return node;
    }

    private Syntax VisitTransform(Syntax node)
    {
        node.Left = Visit(node.Left!);
        node.Right = Visit(node.Right!);
        node.Third = node.Third is null ? null : Visit(node.Third);
        return node;
    }

    private Syntax VisitBlock(Syntax node)
    {
        VisitItems(node);
        node.IsConstructed = node.Items.Exists(part => part.IsConstructed || (part.Kind == SyntaxKind.Path && part.Items[0].IsConstructed));
        return node;
    }

    private Syntax VisitChildren(Syntax node)
    {
        node.Left = VisitChild(node, node.Left);
        node.Right = VisitChild(node, node.Right);
        node.Third = VisitChild(node, node.Third);
        VisitItems(node);
        return node;
    }

    private Syntax? VisitChild(Syntax node, Syntax? child)
    {
        if (child is null)
        {
            return null;
        }

        var visited = Visit(child);
        ParentSeeker.Pass(node, visited);
        return visited;
    }

    private void VisitItems(Syntax node)
    {
        for (var i = 0; i < node.Items.Count; i++)
        {
            node.Items[i] = Visit(node.Items[i]);
            ParentSeeker.Pass(node, node.Items[i]);
        }
    }

    private static Syntax NewPath(Syntax step) => new(SyntaxKind.Path, step.Position, step.Text) { Items = [step] };

    private static void PredicatesToStages(Syntax step)
    {
        if (step.Predicates is not null)
        {
            step.Stages = step.Predicates;
            step.Predicates = null;
        }
    }
}
