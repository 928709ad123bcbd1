using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Lambdas.Runtime;

namespace OrderingSystem.Lambdas.Tests.Runtime;

public sealed class JsonLineLoggerTests : IDisposable
{
    private readonly MemoryStream _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Log_DuringAnInvocation_IsOneJsonLineWithItsIdAndValues()
    {
        using var provider = new JsonLineLoggerProvider(_output, LogLevel.Information, new FakeTimeProvider(Samples.Start));
        InvocationScope.Current = new Invocation("r-1", default, Samples.Start, "arn", "Root=1");

        provider.CreateLogger("Orders").InvocationRefused("BookShipment", "CarrierUnavailableException", "Down\nfor \"days\".");

        InvocationScope.Current = null;
        var text = Encoding.UTF8.GetString(_output.ToArray());
        text.Should().EndWith("\n").And.Match(line => line.Count(character => character == '\n') == 1);
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("level").GetString().Should().Be("INFO");
        json.RootElement.GetProperty("requestId").GetString().Should().Be("r-1");
        json.RootElement.GetProperty("traceId").GetString().Should().Be("Root=1");
        json.RootElement.GetProperty("eventId").GetInt32().Should().Be(3101);
        json.RootElement.GetProperty("errorType").GetString().Should().Be("CarrierUnavailableException");
        json.RootElement.GetProperty("reason").GetString().Should().Be("Down\nfor \"days\".");
    }

    [Fact]
    public void Log_Exception_NamesItAndKeepsTheMessage()
    {
        using var provider = new JsonLineLoggerProvider(_output, LogLevel.Information, new FakeTimeProvider(Samples.Start));

        provider.CreateLogger("Orders").FunctionFailed("BookShipment", new InvalidOperationException("broken"));

        using var json = JsonDocument.Parse(_output.ToArray());
        json.RootElement.GetProperty("errorType").GetString().Should().Be("InvalidOperationException");
        json.RootElement.GetProperty("stackTrace").GetString().Should().Contain("broken");
    }

    [Theory]
    [InlineData("DEBUG", LogLevel.Debug)]
    [InlineData("warn", LogLevel.Warning)]
    [InlineData(null, LogLevel.Information)]
    [InlineData("nonsense", LogLevel.Information)]
    public void LevelOf_AwsWord_IsTheLevel(string? word, LogLevel level) => JsonLineLoggerProvider.LevelOf(word).Should().Be(level);
}
