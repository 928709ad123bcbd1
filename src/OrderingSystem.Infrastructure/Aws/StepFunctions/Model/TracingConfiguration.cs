namespace Amazon.StepFunctions.Model;

public sealed class TracingConfiguration
{
    public bool? Enabled { get; set; }
}
