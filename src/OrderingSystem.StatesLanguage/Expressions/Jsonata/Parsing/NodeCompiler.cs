using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>Makes the objects that evaluate an expression out of its resolved tree.</summary>
internal sealed class NodeCompiler
{
    /// <summary>One per enclosing block or lambda: true once something binds a variable in it.</summary>
    private readonly Stack<bool> _binds = new();

    public static Node Compile(Syntax tree)
    {
        var compiler = new NodeCompiler();
        compiler._binds.Push(false);
        return compiler.Visit(tree);
    }

    private Node Visit(Syntax node)
    {
        if (node.Kind == SyntaxKind.Path)
        {
            return VisitPath(node);
        }

        var inner = VisitUndecorated(node);
        if (node.Predicates is null && node.Group is null && (!node.KeepsArray || node.Kind is SyntaxKind.Apply or SyntaxKind.Name))
        {
            return inner;
        }

        var filters = (node.Predicates ?? []).ConvertAll(stage => new Filter(Visit(stage.Filter!)));
        return new DecoratedNode(inner, [.. filters], node.Group is null ? null : Grouping(node.Group), node.KeepsArray);
    }

    private Node VisitUndecorated(Syntax node) => node.Kind switch
    {
        SyntaxKind.Name => new NameNode(node.Position, node.Text),
        SyntaxKind.Literal => new LiteralNode(node.Position, node.Literal!),
        SyntaxKind.Variable => Variable(node),
        SyntaxKind.Wildcard => new WildcardNode(node.Position),
        SyntaxKind.Descendant => new DescendantNode(node.Position),
        SyntaxKind.Parent => new ParentNode(node.Position, node.Slot!),
        SyntaxKind.Regex => new LiteralNode(node.Position, new RegexValue(node.Pattern!, node.Position)),
        SyntaxKind.Binary => Binary(node),
        SyntaxKind.Bind => Bind(node),
        SyntaxKind.Apply => Apply(node),
        SyntaxKind.Negate => new NegateNode(node.Position, Visit(node.Left!)),
        SyntaxKind.Array => new ArrayNode(node.Position, VisitAll(node.Items), node.IsConstructed),
        SyntaxKind.Object => new ObjectNode(node.Position, Grouping(node)),
        SyntaxKind.Call => Call(node),
        SyntaxKind.Partial => new PartialNode(
            node.Position,
            Visit(node.Left!),
            ProcedureName(node.Left!),
            [.. node.Items.Select(item => item.Kind == SyntaxKind.Placeholder ? null : Visit(item))]),
        SyntaxKind.Lambda => Lambda(node),
        SyntaxKind.Block => Block(node),
        SyntaxKind.Condition => new ConditionNode(node.Position, Visit(node.Left!), Visit(node.Right!), node.Third is null ? null : Visit(node.Third)),
        SyntaxKind.Default => new DefaultNode(node.Position, node.Text == "??", Visit(node.Left!), Visit(node.Right!)),
        SyntaxKind.Transform => new TransformNode(node.Position, Visit(node.Left!), Visit(node.Right!), node.Third is null ? null : Visit(node.Third)),
        _ => throw new JsonataException("S0206", node.Position, node.Text),
    };

    private static string? ProcedureName(Syntax procedure) => procedure.Kind switch
    {
        SyntaxKind.Path => procedure.Items[0].Text,
        SyntaxKind.Variable => procedure.Text,
        _ => null,
    };

    private Node[] VisitAll(List<Syntax> nodes) => [.. nodes.Select(Visit)];

    private Node Variable(Syntax node)
    {
        if (node.Text == "eval")
        {
            MarkBinding(); // what it evaluates may bind variables where it is called
        }

        return node.Text switch
        {
            "" => new ContextNode(node.Position),
            "$" => new RootInputNode(node.Position),
            _ => new VariableNode(node.Position, node.Text),
        };
    }

    private Node Binary(Syntax node)
    {
        var left = Visit(node.Left!);
        var right = Visit(node.Right!);
        return node.Text switch
        {
            "+" or "-" or "*" or "/" or "%" => new ArithmeticNode(node.Position, node.Text[0], left, right),
            "=" => new EqualityNode(node.Position, negated: false, left, right),
            "!=" => new EqualityNode(node.Position, negated: true, left, right),
            "<" or "<=" or ">" or ">=" => new ComparisonNode(node.Position, node.Text, left, right),
            "&" => new ConcatenationNode(node.Position, left, right),
            "and" => new LogicalNode(node.Position, isAnd: true, left, right),
            "or" => new LogicalNode(node.Position, isAnd: false, left, right),
            "in" => new InclusionNode(node.Position, left, right),
            ".." => new RangeNode(node.Position, left, right),
            _ => throw new JsonataException("S0201", node.Position, node.Text),
        };
    }

    private BindNode Bind(Syntax node)
    {
        MarkBinding();
        return new BindNode(node.Position, node.Left!.Text, Visit(node.Right!));
    }

    private ApplyNode Apply(Syntax node)
    {
        // A call on the right is made with the left side as its first argument; what follows the call there is without effect, as in the reference.
        var right = node.Right!.Kind == SyntaxKind.Call ? Call(node.Right) : Visit(node.Right);
        return new ApplyNode(node.Position, Visit(node.Left!), right, node.KeepsArray);
    }

    private CallNode Call(Syntax node) => new(node.Position, Visit(node.Left!), ProcedureName(node.Left!), VisitAll(node.Items));

    private LambdaNode Lambda(Syntax node)
    {
        _binds.Push(false);
        var body = Visit(node.Right!);
        _ = _binds.Pop();
        return new LambdaNode(node.Position, [.. node.Items.Select(parameter => parameter.Text)], node.Signature, body);
    }

    private BlockNode Block(Syntax node)
    {
        _binds.Push(false);
        var expressions = VisitAll(node.Items);
        return new BlockNode(node.Position, expressions, _binds.Pop());
    }

    private void MarkBinding()
    {
        _ = _binds.Pop();
        _binds.Push(true);
    }

    private Grouping Grouping(Syntax node)
    {
        var pairs = VisitAll(node.Items);
        return new Grouping(node.Position, [.. pairs.Where((_, i) => i % 2 == 0)], [.. pairs.Where((_, i) => i % 2 == 1)]);
    }

    private PathNode VisitPath(Syntax path) => new(
        path.Position,
        [.. path.Items.Select(Step)],
        path.Group is null ? null : Grouping(path.Group),
        path.Items[0].IsConstructed,
        path.BindsTuples,
        path.KeepsSingletonArray || path.KeepsArray);

    private PathStep Step(Syntax step)
    {
        var isSort = step.Kind == SyntaxKind.Sort;
        var sort = isSort
            ? new SortNode(step.Position, [.. step.Items.Select((term, i) => new SortTerm(Visit(term), step.Descending[i]))])
            : null;
        return new PathStep(isSort ? null : Visit(step), sort, [.. (step.Stages ?? []).Select(Stage)])
        {
            BindsTuples = step.BindsTuples,
            Focus = step.Focus,
            IndexName = step.IndexName,
            Ancestor = step.Ancestor,
        };
    }

    private Stage Stage(SyntaxStage stage) => stage.Filter is null ? new IndexStage(stage.IndexName!) : new Filter(Visit(stage.Filter));
}
