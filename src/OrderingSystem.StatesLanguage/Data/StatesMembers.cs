namespace OrderingSystem.StatesLanguage.Data;

/// <summary>Which members of <c>$states</c> an expression can reach.</summary>
[Flags]
internal enum StatesMembers : byte
{
    None = 0,
    Input = 1,
    Result = 2,
    ErrorOutput = 4,
    Context = 8,
    All = Input | Result | ErrorOutput | Context,
}

/// <summary>Reads off an expression's text what it can reach, so that only that is built: a payload nobody looks at is not parsed.</summary>
internal static class StatesMembersReader
{
    private const string Name = "$states";

    private static readonly (string Text, StatesMembers Member)[] Known =
    [
        (".input", StatesMembers.Input), (".result", StatesMembers.Result), (".errorOutput", StatesMembers.ErrorOutput), (".context", StatesMembers.Context),
    ];

    /// <remarks>Where <c>$states</c> is used in any other way than with one of its members right behind it, all of them count as reached.</remarks>
    public static StatesMembers Of(string expression)
    {
        var members = StatesMembers.None;
        for (var at = expression.IndexOf(Name, StringComparison.Ordinal); at >= 0; at = expression.IndexOf(Name, at + Name.Length, StringComparison.Ordinal))
        {
            members |= MemberAt(expression.AsSpan(at + Name.Length));
        }

        // A name that is built at run time, or passed to $eval or $lookup as a whole, is caught above: it has no member behind it.
        return members;
    }

    private static StatesMembers MemberAt(ReadOnlySpan<char> rest)
    {
        foreach (var (text, member) in Known)
        {
            if (rest.StartsWith(text, StringComparison.Ordinal) && (rest.Length == text.Length || !(char.IsLetterOrDigit(rest[text.Length]) || rest[text.Length] == '_')))
            {
                return member;
            }
        }

        return StatesMembers.All;
    }
}
