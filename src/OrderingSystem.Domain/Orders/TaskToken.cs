namespace OrderingSystem.Domain.Orders;

/// <summary>The right to resume one waiting execution. A secret: it is stored, and shown to nobody.</summary>
public readonly record struct TaskToken
{
    private readonly string? _value;

    public TaskToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The token itself, for the store and for the call that redeems it.</summary>
    public string Reveal() => _value ?? throw new InvalidOperationException("This TaskToken was never assigned.");

    public override string ToString() => "TaskToken(redacted)";
}
