namespace OrderingSystem.Host.Configuration;

/// <summary>Names of the databases in a data folder.</summary>
internal static class DataFiles
{
    public const string Engine = "engine.db";
    public const string Orders = "orders.db";
}
