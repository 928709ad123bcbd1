namespace OrderingSystem.Domain.Validation;

/// <summary>One reason why a request cannot be accepted.</summary>
/// <param name="Field">The field as the caller wrote it: <c>customerId</c>, <c>items[0].quantity</c>; a header by its name.</param>
public sealed record ValidationProblem(string Field, string Message);
