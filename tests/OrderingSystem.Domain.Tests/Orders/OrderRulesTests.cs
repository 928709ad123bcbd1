using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Tests.Orders;

public sealed class OrderRulesTests
{
    [Fact]
    public void Check_OrderAtItsLimits_IsAccepted() => OrderRules.Check(
        [.. Enumerable.Repeat(new OrderItem(new string('x', 500), 999), 100)], new string('x', 2_000)).Should().BeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000)]
    [InlineData(int.MinValue)]
    public void Check_Quantity_IsNamedByItsPlace(int quantity) => OrderRules.Check([new OrderItem("Tea", 1), new OrderItem("Tea", quantity)], null)
        .Should().ContainSingle().Which.Field.Should().Be("items[1].quantity");

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("bell\u0007")]
    [InlineData("\u0085")]
    public void Check_Description_IsNamedByItsPlace(string description) => OrderRules.Check([new OrderItem(description, 1)], null)
        .Should().ContainSingle().Which.Field.Should().Be("items[0].description");

    /// <summary>Attribute arguments are stored as UTF-8, which has no lone surrogates.</summary>
    [Fact]
    public void Check_LoneSurrogate_IsRefused() => OrderRules.Check([new OrderItem($"lone {(char)0xD800} surrogate", 1)], null)
        .Should().ContainSingle().Which.Field.Should().Be("items[0].description");

    [Fact]
    public void Check_TooManyItems_AreNotLookedAtOneByOne() => OrderRules.Check([.. Enumerable.Repeat(new OrderItem("Tea", 1), 101)], null)
        .Should().ContainSingle().Which.Field.Should().Be("items");
}
