namespace OrderingSystem.StatesLanguage.Running;

/// <summary>How a frame that can go on goes on.</summary>
internal enum NextStep : byte
{
    /// <summary>It enters the state that it stands before.</summary>
    EnterState,

    /// <summary>It tries the state it is in once more, without entering it again.</summary>
    TryAgain,

    /// <summary>Its branches or iterations have all ended.</summary>
    Join,
}
