namespace OrderingSystem.Identity.Users;

/// <summary>Somebody who may sign in.</summary>
/// <param name="UserId">The <c>sub</c> of their tokens; never given to another.</param>
/// <param name="Stamp">Changes with the password and the role: tokens of an older stamp are not renewed.</param>
public sealed record UserAccount(string UserId, string Username, string Role, string Stamp);
