using Microsoft.EntityFrameworkCore;

namespace OrderingSystem.Identity.Storage;

/// <summary>OpenIddict's clients, authorizations, scopes and tokens. Their tables stand in <c>schema.sql</c>; a test compares the two.</summary>
public sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : DbContext(options);
