using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Tests.Data.Json;

public sealed class JsonNumberFormatTests
{
    [Theory]
    [InlineData(1e23, "1e+23")]
    [InlineData(9.99999999999999e22, "9.99999999999999e+22")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(100, "100")]
    [InlineData(0.1, "0.1")]
    [InlineData(5e-324, "5e-324")]
    public void FormatDouble_AnyMagnitude_IsEcmaScriptsText(double value, string expected) =>
        JsonNumber.FormatDouble(value).Should().Be(expected);
}
