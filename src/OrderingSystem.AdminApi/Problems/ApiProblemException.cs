namespace OrderingSystem.AdminApi.Problems;

/// <summary>Ends a request with a problem, from wherever it was found.</summary>
public sealed class ApiProblemException(ApiProblem problem) : Exception(problem.Title)
{
    public ApiProblem Problem { get; } = problem;
}
