using OrderingSystem.Infrastructure.Stores.DynamoDb;

namespace OrderingSystem.Infra.Tests;

/// <summary>The table that is deployed is the table that the adapters were tested with.</summary>
public sealed class TableTests(Synthesis synthesis)
{
    [Fact]
    public void Table_KeysAndIndexes_AreThoseOfTheAdapters()
    {
        var expected = OrderTable.CreateRequest("ordering-prod-orders");
        var table = synthesis.ResourcesOf("AWS::DynamoDB::Table").Single().Properties;

        ((string?)table.At("TableName")).Should().Be(expected.TableName);
        ((string?)table.At("BillingMode")).Should().Be(expected.BillingMode.Value);
        ((string?)table.At("TimeToLiveSpecification", "AttributeName")).Should().Be(OrderTable.ExpiresAt);
        KeysOf(table).Should().Equal(expected.KeySchema.Select(key => $"{key.AttributeName}:{key.KeyType.Value}"));
        table.At("AttributeDefinitions").Many().Select(definition => $"{definition.At("AttributeName")}:{definition.At("AttributeType")}")
            .Should().BeEquivalentTo(expected.AttributeDefinitions.Select(definition => $"{definition.AttributeName}:{definition.AttributeType.Value}"));

        var indexes = table.At("GlobalSecondaryIndexes").Many().ToDictionary(index => (string)index.At("IndexName")!);
        indexes.Keys.Should().BeEquivalentTo(expected.GlobalSecondaryIndexes.Select(index => index.IndexName));
        foreach (var index in expected.GlobalSecondaryIndexes)
        {
            KeysOf(indexes[index.IndexName]).Should().Equal(index.KeySchema.Select(key => $"{key.AttributeName}:{key.KeyType.Value}"));
            indexes[index.IndexName].At("Projection", "NonKeyAttributes").Many().Select(name => (string)name!)
                .Should().BeEquivalentTo(index.Projection.NonKeyAttributes);
        }
    }

    private static IEnumerable<string> KeysOf(System.Text.Json.Nodes.JsonNode? node) =>
        node.At("KeySchema").Many().Select(key => $"{key.At("AttributeName")}:{key.At("KeyType")}");
}
