namespace OrderingSystem.AdminApi.Security;

/// <summary>What a caller may be allowed to do.</summary>
public static class Scopes
{
    public const string OrdersRead = "orders:read";
    public const string OrdersWrite = "orders:write";
    public const string ExecutionsRead = "executions:read";
    public const string ExecutionsOperate = "executions:operate";

    public static IReadOnlyList<string> All { get; } = [OrdersRead, OrdersWrite, ExecutionsRead, ExecutionsOperate];
}
