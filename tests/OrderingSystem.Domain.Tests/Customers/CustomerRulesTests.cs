using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Domain.Tests.Customers;

public sealed class CustomerRulesTests
{
    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("a@b", true)]
    [InlineData("ada@@example.com", false)]
    [InlineData("@example.com", false)]
    [InlineData("ada@", false)]
    [InlineData("ada@example.com\r\nBcc: all@example.com", false)]
    [InlineData("Ada <ada@example.com>", false)]
    [InlineData("ada@example.com,bob@example.com", false)]
    public void Check_Email_TakesOneAddressAndNoHeader(string email, bool accepted) =>
        CustomerRules.Check("Ada", email, "+441632960001", "12 Mill Lane").Any(problem => problem.Field == "email").Should().Be(!accepted);

    [Theory]
    [InlineData("+441632960001", true)]
    [InlineData("441632960001", false)]
    [InlineData("+041632960001", false)]
    [InlineData("+44 1632 960001", false)]
    [InlineData("+1234567", true)]
    [InlineData("+123456", false)]
    [InlineData("+1234567890123456", false)]
    public void Check_Phone_IsE164(string phone, bool accepted) =>
        CustomerRules.Check("Ada", "ada@example.com", phone, "12 Mill Lane").Any(problem => problem.Field == "phone").Should().Be(!accepted);
}
