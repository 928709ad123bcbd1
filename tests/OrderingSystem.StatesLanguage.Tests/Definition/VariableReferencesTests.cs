using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.Tests.Definition;

public sealed class VariableReferencesTests
{
    [Fact]
    public void Of_JsonataStates_LeavesOutFunctionsAndVariablesOfTheExpression()
    {
        var references = VariableReferences.Of(
            """
            { "QueryLanguage": "JSONata", "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true,
              "Output": { "sum": "{% ($tax := 2; $sum($prices) + $tax + $states.input.fee) %}", "text": "$not an expression",
                          "all": [ "{% $map($orders, function($order) { $order.id & '$inText' }) %}" ] } } } }
            """);

        references.Should().ContainSingle().Which.Value.Should().Equal("orders", "prices");
    }

    [Fact]
    public void Of_PathsOfABranch_BelongToItsState()
    {
        var references = VariableReferences.Of(
            """
            { "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "InputPath": "$order.items", "End": true, "Branches": [
              { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "Parameters": { "who.$": "States.Format('$none {}', $customer)", "plain": "$no", "ctx.$": "$$.State.Name" }, "End": true } } } ] } } }
            """);

        references.Should().HaveCount(2);
        references["Both"].Should().Equal("order");
        references["Left"].Should().Equal("customer");
    }
}
