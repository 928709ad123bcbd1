namespace OrderingSystem.StatesLanguage.Data;

/// <summary>Which of the fields that steer its data a state type has; a query language has its own name for each, or none.</summary>
[Flags]
internal enum DataFields : byte
{
    None = 0,

    /// <summary>InputPath.</summary>
    Input = 1,

    /// <summary>OutputPath; in JSONata, Output.</summary>
    Output = 2,

    /// <summary>Parameters; in JSONata, Arguments.</summary>
    Parameters = 4,

    /// <summary>ResultPath.</summary>
    Result = 8,

    /// <summary>ResultSelector.</summary>
    Selector = 16,

    Assign = 32,
}
