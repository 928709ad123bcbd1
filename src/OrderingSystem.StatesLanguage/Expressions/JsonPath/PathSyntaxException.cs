namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>The text of a path or of an intrinsic call is wrong. Caught by the <c>TryParse</c> that started the parser; it never leaves it.</summary>
internal sealed class PathSyntaxException(string problem) : Exception(problem);
