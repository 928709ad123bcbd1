namespace OrderingSystem.Lambdas.Tests.StateMachines;

internal static class StateMachineFiles
{
    public static string Folder { get; } = Find();

    /// <summary>The definition with each <c>${NameFunctionArn}</c> filled in as the function's ARN.</summary>
    public static string Read(string definition) => System.Text.RegularExpressions.Regex.Replace(
        File.ReadAllText(Path.Combine(Folder, definition)),
        @"\$\{(?<name>\w+)FunctionArn\}",
        "arn:aws:lambda:us-east-1:123456789012:function:${name}",
        System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "statemachines")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("statemachines/ is above no folder of the test.");
        }

        return Path.Combine(folder, "statemachines");
    }
}
