using CsCheck;
using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Tests.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Sqlite.Tests.Codec;

public sealed class HistoryCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_GivesItBack() => CodecGenerators.Events.Sample(events =>
        HistoryCodec.Read(Write(events), events[0].Id).Should().Equal(events), iter: 2_000);

    [Fact]
    public void Write_TheSamePayloadAgain_CostsAReference()
    {
        var payload = Payload.FromText("\"" + new string('p', 1_000) + "\"");
        List<HistoryEvent> events =
        [
            new(5, 4, SampleExecutions.Epoch, HistoryEventType.LambdaFunctionSucceeded, new OutputDetails(payload)),
            new(6, 5, SampleExecutions.Epoch, HistoryEventType.TaskStateExited, new StateExitedDetails("Book", Payload.FromText(payload.ToString()), null)),
            new(7, 6, SampleExecutions.Epoch, HistoryEventType.WaitStateEntered, new StateEnteredDetails("Book", payload)),
        ];

        Write(events).Length.Should().BeLessThan(1_040);
    }

    [Fact]
    public void Read_Truncated_SaysSo()
    {
        var whole = Write(Golden.Events);

        for (var length = 0; length < whole.Length; length++)
        {
            var read = () => HistoryCodec.Read(whole.AsSpan(0, length), 1);
            read.Should().Throw<InvalidDataException>($"only {length} of {whole.Length} bytes are there");
        }
    }

    [Fact]
    public void Read_AnyBytes_ReadsOrRefuses() => Gen.Select(CodecGenerators.Events, Gen.Int[0, 10_000], Gen.Byte).Sample((events, at, value) =>
    {
        var bytes = Write(events);
        bytes[at % bytes.Length] = value;
        try
        {
            _ = HistoryCodec.Read(bytes, events[0].Id);
        }
        catch (Exception refused) when (refused is InvalidDataException or System.Text.Json.JsonException or InvalidCastException)
        {
            refused.Message.Should().NotBeEmpty();
        }
    }, iter: 2_000);

    [Fact]
    public void Read_RowOfTheFirstRelease_IsUnderstood()
    {
        var stored = Golden.Read("history-v1.hex");

        HistoryCodec.Read(stored, 1).Should().Equal(Golden.Events);
        Convert.ToHexString(Write(Golden.Events)).Should().Be(Convert.ToHexString(stored), "what is written changes only together with the version");
    }

    private static byte[] Write(IReadOnlyList<HistoryEvent> events)
    {
        var blob = new BlobWriter();
        HistoryCodec.Write(blob, events);
        return blob.ToArray();
    }
}
