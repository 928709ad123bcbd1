using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>Reads an expression into a tree, by operator precedence (Pratt).</summary>
internal sealed class Parser
{
    /// <summary>Deepest tree accepted. Every reader of the tree, the evaluation among them, recurses that far.</summary>
    private const int MaxDepth = 500;

    private readonly Lexer _lexer;
    private Token _token;
    private int _nesting;

    private Parser(string text)
    {
        _lexer = new Lexer(text);
        _token = _lexer.Next(afterOperand: false);
        CheckOperator();
    }

    /// <exception cref="JsonataException">Codes <c>S…</c>.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new Parser(text);
        var tree = parser.Expression(0);
        return parser._token.Kind == TokenKind.End ? tree : throw new JsonataException("S0201", parser._token.Position, parser._token.Text);
    }

    private Syntax Expression(int power)
    {
        if (++_nesting > MaxDepth)
        {
            throw new JsonataException("S0901", _token.Position);
        }

        StackGuard.Ensure("S0901");
        var token = _token;
        Advance(afterOperand: true);
        var left = Prefix(token);
        while (power < Precedence.Of(_token))
        {
            token = _token;
            Advance(afterOperand: false);
            left = Infix(token, left);
        }

        _nesting--;
        return left;
    }

    private void Advance(bool afterOperand)
    {
        _token = _lexer.Next(afterOperand);
        CheckOperator();
    }

    private void CheckOperator()
    {
        if (_token.Kind == TokenKind.Operator && _token.Text is "!" or "~")
        {
            throw new JsonataException("S0204", _token.Position, _token.Text);
        }
    }

    private void Expect(string symbol, bool afterOperand = false)
    {
        if (!_token.IsOperator(symbol))
        {
            throw new JsonataException(_token.Kind == TokenKind.End ? "S0203" : "S0202", _token.Position, _token.Text, text: $"\"{symbol}\"");
        }

        Advance(afterOperand);
    }

    private Syntax Prefix(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.End:
                return new Syntax(SyntaxKind.End, token.Position);
            case TokenKind.Name:
                return new Syntax(SyntaxKind.Name, token.Position, token.Text);
            case TokenKind.Variable:
                return new Syntax(SyntaxKind.Variable, token.Position, token.Text);
            case TokenKind.Regex:
                return new Syntax(SyntaxKind.Regex, token.Position, token.Text) { Pattern = token.Pattern };
            case TokenKind.Operator:
                return PrefixOperator(token);
            default:
                return new Syntax(SyntaxKind.Literal, token.Position, token.Text) { Literal = token.Literal };
        }
    }

    private Syntax PrefixOperator(Token token)
    {
        switch (token.Text)
        {
            case "and" or "or" or "in":
                return new Syntax(SyntaxKind.Name, token.Position, token.Text);
            case "*":
                return new Syntax(SyntaxKind.Wildcard, token.Position, token.Text);
            case "**":
                return new Syntax(SyntaxKind.Descendant, token.Position, token.Text);
            case "%":
                return new Syntax(SyntaxKind.Parent, token.Position, token.Text);
            case "-":
                return Over(new Syntax(SyntaxKind.Negate, token.Position, "-") { Left = Expression(70) });
            case "(":
                return Block(token);
            case "[":
                return ArrayConstructor(token);
            case "{":
                return Over(new Syntax(SyntaxKind.Object, token.Position, "{") { Items = Pairs() });
            case "|":
                return Transform(token);
            default:
                throw new JsonataException("S0211", token.Position, token.Text);
        }
    }

    private Syntax Infix(Token token, Syntax left)
    {
        switch (token.Text)
        {
            case ".":
                return Over(new Syntax(SyntaxKind.Map, token.Position, ".") { Left = left, Right = Expression(75) });
            case "(":
                return Call(token, left);
            case "[":
                return Subscript(token, left);
            case "{":
                return Over(new Syntax(SyntaxKind.GroupBy, token.Position, "{") { Left = left, Items = Pairs() });
            case "^":
                return OrderBy(token, left);
            case ":=":
                return left.Kind == SyntaxKind.Variable
                    ? Over(new Syntax(SyntaxKind.Bind, token.Position, ":=") { Left = left, Right = Expression(9) })
                    : throw new JsonataException("S0212", left.Position, left.Text);
            case "@":
                return Over(new Syntax(SyntaxKind.Focus, token.Position, "@") { Left = left, Right = BoundVariable(token) });
            case "#":
                return Over(new Syntax(SyntaxKind.Index, token.Position, "#") { Left = left, Right = BoundVariable(token) });
            case "?":
                return Condition(token, left);
            case "?:" or "??":
                return Over(new Syntax(SyntaxKind.Default, token.Position, token.Text) { Left = left, Right = Expression(0) });
            case "~>":
                return Over(new Syntax(SyntaxKind.Apply, token.Position, "~>") { Left = left, Right = Expression(40) });
            default:
                return Over(new Syntax(SyntaxKind.Binary, token.Position, token.Text) { Left = left, Right = Expression(Precedence.Of(token)) });
        }
    }

    private Syntax BoundVariable(Token token)
    {
        var variable = Expression(80);
        return variable.Kind == SyntaxKind.Variable ? variable : throw new JsonataException("S0214", variable.Position, token.Text);
    }

    private Syntax Condition(Token token, Syntax condition)
    {
        var result = new Syntax(SyntaxKind.Condition, token.Position, "?") { Left = condition, Right = Expression(0) };
        if (_token.IsOperator(":"))
        {
            Advance(afterOperand: false);
            result.Third = Expression(0);
        }

        return Over(result);
    }

    private Syntax Block(Token token)
    {
        var block = new Syntax(SyntaxKind.Block, token.Position, "(");
        while (!_token.IsOperator(")"))
        {
            block.Items.Add(Expression(0));
            if (!_token.IsOperator(";"))
            {
                break;
            }

            Advance(afterOperand: false);
        }

        Expect(")", afterOperand: true);
        return Over(block);
    }

    private Syntax ArrayConstructor(Token token)
    {
        var array = new Syntax(SyntaxKind.Array, token.Position, "[");
        while (!_token.IsOperator("]"))
        {
            var item = Expression(0);
            if (_token.IsOperator(".."))
            {
                var range = new Syntax(SyntaxKind.Binary, _token.Position, "..") { Left = item };
                Advance(afterOperand: false);
                range.Right = Expression(0);
                item = Over(range);
            }

            array.Items.Add(item);
            if (!_token.IsOperator(","))
            {
                break;
            }

            Advance(afterOperand: false);
        }

        Expect("]", afterOperand: true);
        return Over(array);
    }

    private List<Syntax> Pairs()
    {
        var pairs = new List<Syntax>();
        while (!_token.IsOperator("}"))
        {
            pairs.Add(Expression(0));
            Expect(":");
            pairs.Add(Expression(0));
            if (!_token.IsOperator(","))
            {
                break;
            }

            Advance(afterOperand: false);
        }

        Expect("}", afterOperand: true);
        return pairs;
    }

    private Syntax Transform(Token token)
    {
        var transform = new Syntax(SyntaxKind.Transform, token.Position, "|") { Left = Expression(0) };
        Expect("|");
        transform.Right = Expression(0);
        if (_token.IsOperator(","))
        {
            Advance(afterOperand: false);
            transform.Third = Expression(0);
        }

        Expect("|");
        return Over(transform);
    }

    private Syntax Subscript(Token token, Syntax left)
    {
        if (_token.IsOperator("]"))
        {
            var step = left;
            while (step.Kind == SyntaxKind.Subscript)
            {
                step = step.Left!;
            }

            step.KeepsArray = true;
            Advance(afterOperand: true);
            return left;
        }

        var subscript = new Syntax(SyntaxKind.Subscript, token.Position, "[") { Left = left, Right = Expression(0) };
        Expect("]", afterOperand: true);
        return Over(subscript);
    }

    private Syntax OrderBy(Token token, Syntax left)
    {
        var orderBy = new Syntax(SyntaxKind.OrderBy, token.Position, "^") { Left = left };
        Expect("(");
        while (true)
        {
            var descends = _token.IsOperator(">");
            if (descends || _token.IsOperator("<"))
            {
                Advance(afterOperand: false);
            }

            orderBy.Items.Add(Expression(0));
            orderBy.Descending.Add(descends);
            if (!_token.IsOperator(","))
            {
                break;
            }

            Advance(afterOperand: false);
        }

        Expect(")", afterOperand: true);
        return Over(orderBy);
    }

    private Syntax Call(Token token, Syntax procedure)
    {
        var call = new Syntax(SyntaxKind.Call, token.Position, "(") { Left = procedure };
        while (!_token.IsOperator(")"))
        {
            if (_token.IsOperator("?"))
            {
                call.Kind = SyntaxKind.Partial;
                call.Items.Add(new Syntax(SyntaxKind.Placeholder, _token.Position, "?"));
                Advance(afterOperand: false);
            }
            else
            {
                call.Items.Add(Expression(0));
            }

            if (!_token.IsOperator(","))
            {
                break;
            }

            Advance(afterOperand: false);
        }

        Expect(")", afterOperand: true);
        return procedure is { Kind: SyntaxKind.Name, Text: "function" or "λ" } ? Lambda(call) : Over(call);
    }

    private Syntax Lambda(Syntax call)
    {
        for (var i = 0; i < call.Items.Count; i++)
        {
            if (call.Items[i].Kind != SyntaxKind.Variable)
            {
                throw new JsonataException("S0208", call.Items[i].Position, call.Items[i].Text, index: i + 1);
            }
        }

        var lambda = new Syntax(SyntaxKind.Lambda, call.Position, "function") { Items = call.Items };
        if (_token.IsOperator("<"))
        {
            lambda.Signature = LambdaSignature();
        }

        Expect("{");
        lambda.Right = Expression(0);
        Expect("}", afterOperand: true);
        return Over(lambda);
    }

    private Signature LambdaSignature()
    {
        var position = _token.Position;
        var text = "<";
        var depth = 1;
        while (true)
        {
            Advance(afterOperand: false);
            if (_token.Kind == TokenKind.End || _token.IsOperator("{"))
            {
                break;
            }

            text += _token.Text;
            depth += _token.Text switch
            {
                "<" => 1,
                ">" => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                break;
            }
        }

        Expect(">");
        try
        {
            return Signature.Parse(text);
        }
        catch (JsonataException invalid) when (invalid.Locate(position, text))
        {
            throw;
        }
    }

    /// <summary>Notes how deep the tree is by now: a chain of operators makes it deep without nesting.</summary>
    private static Syntax Over(Syntax node)
    {
        var deepest = Math.Max(node.Left?.Depth ?? 0, Math.Max(node.Right?.Depth ?? 0, node.Third?.Depth ?? 0));
        foreach (var item in node.Items)
        {
            deepest = Math.Max(deepest, item.Depth);
        }

        node.Depth = deepest + 1;
        return node.Depth <= MaxDepth ? node : throw new JsonataException("S0901", node.Position);
    }
}
