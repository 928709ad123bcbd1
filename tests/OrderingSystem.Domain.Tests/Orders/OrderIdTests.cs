using CsCheck;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Tests.Orders;

public sealed class OrderIdTests
{
    /// <summary>Orders of past releases are found by these values: they may never change.</summary>
    [Theory]
    [InlineData("key-1", "O-17K2PQGWBT789Y912BRW9H0K99")]
    [InlineData("a", "O-Y0RGE4TXH8QYASHVGNXK42T99T")]
    [InlineData("0b0f8c3e-58cf-4d0e-9a3c-0d3f2d1c7f11", "O-30ANZ1FWVG79ZH36J1EQGJD0QC")]
    public void FromIdempotencyKey_KnownKey_IsTheSameForEver(string key, string expected) =>
        OrderId.FromIdempotencyKey(key).Value.Should().Be(expected);

    [Fact]
    public void FromIdempotencyKey_AnyKey_CanBeParsedAndNamesAnExecution() => Gen.String[1, 300].Sample(key =>
    {
        var orderId = OrderId.FromIdempotencyKey(key);

        OrderId.TryParse(orderId.Value, out var parsed).Should().BeTrue();
        parsed.Should().Be(orderId);
        orderId.Value.Should().MatchRegex("^[0-9A-Za-z_-]{1,80}$");
    });

    [Fact]
    public void FromIdempotencyKey_ManyKeys_NoTwoShareAnId() =>
        Enumerable.Range(0, 50_000).Select(number => OrderId.FromIdempotencyKey($"key-{number}")).Distinct().Count().Should().Be(50_000);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("O-")]
    [InlineData("O-0000000000000000000000000")]
    [InlineData("O-000000000000000000000000000")]
    [InlineData("O-0000000000000000000000000U")]
    [InlineData("o-00000000000000000000000000")]
    [InlineData("O-0000000000000000000000000a")]
    public void TryParse_OtherText_IsRefused(string? text) => OrderId.TryParse(text, out _).Should().BeFalse();
}
