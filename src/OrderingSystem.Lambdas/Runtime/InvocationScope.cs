namespace OrderingSystem.Lambdas.Runtime;

/// <summary>The invocation that the current code runs for; several run at a time under Lambda Managed Instances.</summary>
internal static class InvocationScope
{
    private static readonly AsyncLocal<Invocation?> Slot = new();

    public static Invocation? Current
    {
        get => Slot.Value;
        set => Slot.Value = value;
    }
}
