using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

internal enum SyntaxKind
{
    End,
    Name,
    Literal,
    Variable,
    Wildcard,
    Descendant,
    Parent,
    Regex,
    Placeholder,
    Binary,
    Map,
    Subscript,
    GroupBy,
    OrderBy,
    Bind,
    Focus,
    Index,
    Apply,
    Negate,
    Array,
    Object,
    Call,
    Partial,
    Lambda,
    Block,
    Condition,
    Default,
    Transform,

    /// <summary>Made of the others by <see cref="SyntaxResolver"/>.</summary>
    Path,

    /// <summary>The order-by clause as a step of a path.</summary>
    Sort,
}

/// <summary>One node of the tree that the parser reads and the resolver puts in order. One class for all kinds: the resolver moves marks between kinds.</summary>
internal sealed class Syntax(SyntaxKind kind, int position, string text = "")
{
    public SyntaxKind Kind { get; set; } = kind;

    public int Position { get; } = position;

    /// <summary>The operator, name or variable.</summary>
    public string Text { get; } = text;

    public JsonValue? Literal { get; set; }

    public RegexPattern? Pattern { get; set; }

    public Signature? Signature { get; set; }

    public Syntax? Left { get; set; }

    public Syntax? Right { get; set; }

    /// <summary>The else branch of a condition; what a transform deletes.</summary>
    public Syntax? Third { get; set; }

    /// <summary>Items, arguments, parameters, or expressions of a block; the steps of a path; keys and values of an object in turn.</summary>
    public List<Syntax> Items { get; set; } = [];

    /// <summary>For each sort term, whether it descends.</summary>
    public List<bool> Descending { get; } = [];

    /// <summary>Levels of the tree below, this one included; kept low so that no reader of the tree runs out of stack.</summary>
    public int Depth { get; set; } = 1;

    public bool KeepsArray { get; set; }

    // What the resolver notes.

    public List<SyntaxStage>? Stages { get; set; }

    public List<SyntaxStage>? Predicates { get; set; }

    public Syntax? Group { get; set; }

    public bool IsConstructed { get; set; }

    public bool KeepsSingletonArray { get; set; }

    public bool BindsTuples { get; set; }

    public string? Focus { get; set; }

    public string? IndexName { get; set; }

    public ParentSlot? Ancestor { get; set; }

    public ParentSlot? Slot { get; set; }

    public List<ParentSlot>? SeekingParent { get; set; }
}

/// <summary>A filter, or the name of an index.</summary>
internal sealed record SyntaxStage(Syntax? Filter, string? IndexName);
