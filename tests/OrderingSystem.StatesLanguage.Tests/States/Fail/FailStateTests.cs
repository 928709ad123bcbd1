using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Fail;

public sealed class FailStateTests
{
    [Theory]
    [InlineData(""" "Error": "E", "Cause": "C" """, "E", "C")]
    [InlineData(""" "ErrorPath": "$.e", "CausePath": "States.Format('{} failed', $.e)" """, "Broken", "Broken failed")]
    [InlineData(""" "QueryLanguage": "JSONata", "Error": "{% $states.input.e %}", "Cause": "plain" """, "Broken", "plain")]
    [InlineData(""" "Comment": "no error named" """, null, null)]
    public void Enter_AnyForm_EndsTheExecutionWithThisError(string fields, string? error, string? cause)
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Fail", {{fields}} }"""), """{"e":"Broken"}""");

        replay.Execution.Error.Should().Be(new StatesError(error, cause));
    }
}
