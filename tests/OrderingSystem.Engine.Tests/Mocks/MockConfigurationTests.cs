using System.Text;
using OrderingSystem.Engine.Mocks;

namespace OrderingSystem.Engine.Tests.Mocks;

public sealed class MockConfigurationTests
{
    [Theory]
    [InlineData("{", "It is no JSON")]
    [InlineData("[]", "At /: the field 'MockedResponses' is missing.")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{}}}""", "At /MockedResponses/R: it needs a response for at least one invocation")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"one":{"Return":1}}}}""", "At /MockedResponses/R/one: its key must be the number of an invocation")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"2-1":{"Return":1}}}}""", "At /MockedResponses/R/2-1: its key must be")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"0-2":{"Return":1},"1":{"Return":1}}}}""", "At /MockedResponses/R/1: another response of the list has this invocation too.")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"0":{"Return":1,"Throw":{}}}}}""", "At /MockedResponses/R/0: exactly one of Return, Throw and Hang belongs here.")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"0":{"Retrun":1}}}}""", "At /MockedResponses/R/0/Retrun: a response has Return or Throw")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"0":{"Throw":{"Error":5}}}}}""", "At /MockedResponses/R/0/Throw/Error: a text belongs here.")]
    [InlineData("""{"StateMachines":{"m":{"TestCases":{"c":{"A":"R"}}}},"MockedResponses":{}}""", "At /StateMachines/m/TestCases/c/A: there is no 'R' in MockedResponses.")]
    public void Parse_WrongFile_SaysWhereAndWhy(string text, string problem)
    {
        var parse = () => MockConfiguration.Parse(Encoding.UTF8.GetBytes(text));

        parse.Should().Throw<MockConfigurationException>().WithMessage(problem + "*");
    }

    [Fact]
    public void Read_NoSuchFile_NamesIt()
    {
        var read = () => MockConfiguration.Read("/no/such/mocks.json");

        read.Should().Throw<MockConfigurationException>().WithMessage("The mock configuration '/no/such/mocks.json' cannot be read: *");
    }
}
