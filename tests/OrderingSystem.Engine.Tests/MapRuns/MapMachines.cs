namespace OrderingSystem.Engine.Tests.MapRuns;

internal static class MapMachines
{
    /// <summary>A Distributed Map whose children call the function <c>work</c>.</summary>
    /// <param name="fields">Of the Map state, each followed by a comma.</param>
    public static string Work(string fields) => Of(fields,
        """ "StartAt": "Work", "States": { "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true } } """);

    /// <summary>A Distributed Map whose children give their input back.</summary>
    public static string Echo(string fields) => Of(fields, """ "StartAt": "Echo", "States": { "Echo": { "Type": "Pass", "End": true } } """);

    /// <summary>A Distributed Map whose children wait an hour.</summary>
    public static string Pause(string fields) => Of(fields, """ "StartAt": "Pause", "States": { "Pause": { "Type": "Wait", "Seconds": 3600, "End": true } } """);

    private static string Of(string fields, string graph) => $$"""
        { "StartAt": "Each", "States": { "Each": { "Type": "Map", "Label": "each", {{fields}}
            "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, {{graph}} }, "End": true } } }
        """;
}
