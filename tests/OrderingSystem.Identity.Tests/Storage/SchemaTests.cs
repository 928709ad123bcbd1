using Microsoft.EntityFrameworkCore;
using OrderingSystem.Identity.Storage;

namespace OrderingSystem.Identity.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public void Schema_OfTheTokenServer_IsWhatItsModelAsksFor()
    {
        var options = new DbContextOptionsBuilder<IdentityDbContext>().UseSqlite("Data Source=:memory:").UseOpenIddict().Options;
        using var context = new IdentityDbContext(options);

        var asked = context.Database.GenerateCreateScript();

        Statements(IdentityDatabase.ReadSchema()).Should().Contain(Statements(asked));
    }

    private static IEnumerable<string> Statements(string script) =>
        string.Join('\n', script.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal))).Split(';').Select(statement => string.Join(' ', statement.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))).Where(statement => statement.Length > 0);
}
