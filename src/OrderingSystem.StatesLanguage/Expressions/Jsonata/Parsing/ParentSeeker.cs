using System.Globalization;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>
/// Finds, for each <c>%</c>, the step of a path whose context it means, and marks that step: it must carry what it was taken from along. What cannot be
/// found within a path is passed outwards, to the path that it stands in.
/// </summary>
internal sealed class ParentSeeker
{
    private int _labels;

    public Syntax NewSlot(Syntax parent)
    {
        // No variable can have such a name.
        parent.Slot = new ParentSlot("!" + _labels++.ToString(CultureInfo.InvariantCulture));
        return parent;
    }

    /// <summary>Passes what a part is still seeking to what it is part of.</summary>
    public static void Pass(Syntax outer, Syntax part)
    {
        if (part.SeekingParent is null && part.Kind != SyntaxKind.Parent)
        {
            return;
        }

        outer.SeekingParent ??= [];
        outer.SeekingParent.AddRange(part.SeekingParent ?? []);
        if (part.Kind == SyntaxKind.Parent)
        {
            outer.SeekingParent.Add(part.Slot!);
        }
    }

    /// <summary>What the last step of a path seeks lies in the steps before it, or outside.</summary>
    public static void ResolvePath(Syntax path)
    {
        var last = path.Items[^1];
        var slots = new List<ParentSlot>(last.SeekingParent ?? []);
        if (last.Kind == SyntaxKind.Parent)
        {
            slots.Add(last.Slot!);
        }

        foreach (var slot in slots)
        {
            var index = path.Items.Count - 2;
            while (slot.Level > 0)
            {
                if (index < 0)
                {
                    (path.SeekingParent ??= []).Add(slot);
                    break;
                }

                var step = path.Items[index--];
                while (index >= 0 && step.Focus is not null && path.Items[index].Focus is not null)
                {
                    step = path.Items[index--]; // steps that bind the same context in turn have the same parent
                }

                Seek(step, slot);
            }
        }
    }

    /// <summary>A predicate's parent is its step's; its grandparent lies further back in the path.</summary>
    public static void ResolvePredicate(Syntax step, Syntax predicate)
    {
        if (predicate.SeekingParent is null)
        {
            return;
        }

        foreach (var slot in predicate.SeekingParent)
        {
            if (slot.Level == 1)
            {
                Seek(step, slot);
            }
            else
            {
                slot.Level--;
            }
        }

        Pass(step, predicate);
    }

    private static void Seek(Syntax node, ParentSlot slot)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Name or SyntaxKind.Wildcard:
                slot.Level--;
                if (slot.Level == 0)
                {
                    slot.Label = node.Ancestor?.Label ?? slot.Label;
                    node.Ancestor = slot;
                    node.BindsTuples = true;
                }

                break;
            case SyntaxKind.Parent:
                slot.Level++;
                break;
            case SyntaxKind.Block:
                if (node.Items.Count > 0)
                {
                    node.BindsTuples = true;
                    Seek(node.Items[^1], slot);
                }

                break;
            case SyntaxKind.Path:
                node.BindsTuples = true;
                var index = node.Items.Count - 1;
                Seek(node.Items[index--], slot);
                while (slot.Level > 0 && index >= 0)
                {
                    Seek(node.Items[index--], slot);
                }

                break;
            default:
                throw new JsonataException("S0217", node.Position, node.Text);
        }
    }
}
