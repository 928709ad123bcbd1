namespace OrderingSystem.AdminApi.Problems;

/// <summary>What a problem type stands for: in the OpenAPI document and in <c>docs/api.md</c>.</summary>
/// <param name="Type">One of <see cref="ApiProblem"/>'s.</param>
/// <param name="Status">The HTTP status that it comes with.</param>
/// <param name="Meaning">What happened, and what the caller does about it.</param>
public sealed record ProblemKind(string Type, int Status, string Meaning);
