namespace OrderingSystem.Engine.Sqlite.Checking;

/// <summary>An execution that other records count on.</summary>
/// <param name="WhatFor">Whose it is, for the report: <c>order ord-1</c>.</param>
public sealed record ExpectedExecution(string StateMachineName, string Name, string WhatFor);
