using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Domain.Orders;

/// <summary>What an order may contain. What is in it does not matter to us; that it can be stored and shipped does.</summary>
public static class OrderRules
{
    public const int MaxItems = 100;
    public const int MinQuantity = 1;
    public const int MaxQuantity = 999;
    public const int MaxDescriptionLength = 500;
    public const int MaxNoteLength = 2_000;

    /// <summary>All problems at once; none where the order may be placed. Fields are named as in the request: <c>items[0].quantity</c>.</summary>
    public static IReadOnlyList<ValidationProblem> Check(IReadOnlyList<OrderItem> items, string? note)
    {
        var problems = new List<ValidationProblem>();
        if (items.Count is 0 or > MaxItems)
        {
            problems.Add(new ValidationProblem("items", $"An order has 1 to {MaxItems} items."));
        }

        for (var index = 0; index < Math.Min(items.Count, MaxItems); index++)
        {
            CheckItem(items[index], index, problems);
        }

        if (note?.Length > MaxNoteLength)
        {
            problems.Add(new ValidationProblem("note", $"A note has up to {MaxNoteLength} characters."));
        }
        else if (note is not null && !PlainText.IsAcceptable(note))
        {
            problems.Add(new ValidationProblem("note", PlainText.Complaint));
        }

        return problems;
    }

    private static void CheckItem(OrderItem item, int index, List<ValidationProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(item.Description) || item.Description.Length > MaxDescriptionLength)
        {
            problems.Add(new ValidationProblem($"items[{index}].description", $"A description has 1 to {MaxDescriptionLength} characters."));
        }
        else if (!PlainText.IsAcceptable(item.Description))
        {
            problems.Add(new ValidationProblem($"items[{index}].description", PlainText.Complaint));
        }

        if (item.Quantity is < MinQuantity or > MaxQuantity)
        {
            problems.Add(new ValidationProblem($"items[{index}].quantity", $"A quantity is {MinQuantity} to {MaxQuantity}."));
        }
    }
}
