using OrderingSystem.StatesLanguage.Data;

namespace OrderingSystem.StatesLanguage.Tests.Data;

public sealed class StatesMembersTests
{
    [Theory]
    [InlineData("1 + 1", StatesMembers.None)]
    [InlineData("$states.input.order.id", StatesMembers.Input)]
    [InlineData("$states.input", StatesMembers.Input)]
    [InlineData("$states.result.a & $states.errorOutput.Cause", StatesMembers.Result | StatesMembers.ErrorOutput)]
    [InlineData("$states.context.Execution.Id", StatesMembers.Context)]
    [InlineData("$states", StatesMembers.All)]
    [InlineData("$lookup($states, 'input')", StatesMembers.All)]
    [InlineData("$states.inputs", StatesMembers.All)]
    [InlineData("$states . input", StatesMembers.All)]
    [InlineData("$states.`input`", StatesMembers.All)]
    [InlineData("($s := $states; $s.context)", StatesMembers.All)]
    public void Of_Expression_CoversEverythingThatItCanReach(string expression, object members) =>
        StatesMembersReader.Of(expression).Should().Be((StatesMembers)members);
}
