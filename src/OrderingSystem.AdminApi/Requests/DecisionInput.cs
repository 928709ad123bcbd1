using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Requests;

/// <summary>What a decision for one order and one for many have in common.</summary>
internal static class DecisionInput
{
    /// <exception cref="ApiProblemException">422: it is no decision.</exception>
    public static DecisionKind Kind(string? word)
    {
        if (Decision.TryParseKind(word, out var kind))
        {
            return kind;
        }

        var words = string.Join(", ", Enum.GetValues<DecisionKind>().Select(Decision.WordFor));
        throw new ApiProblemException(ApiProblem.Invalid("decision", $"A decision is one of {words}."));
    }

    /// <exception cref="ApiProblemException">422: it is too long.</exception>
    public static void CheckNote(string? note)
    {
        if (note?.Length > Decision.MaxNoteLength)
        {
            throw new ApiProblemException(ApiProblem.Invalid("note", $"A note has up to {Decision.MaxNoteLength} characters."));
        }
    }
}
