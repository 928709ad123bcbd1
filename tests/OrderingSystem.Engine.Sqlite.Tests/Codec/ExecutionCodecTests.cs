using CsCheck;
using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Tests.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Tests.Codec;

public sealed class ExecutionCodecTests
{
    [Fact]
    public void ReadState_WhatWasWritten_GivesItBack() => CodecGenerators.Execution.Sample(execution =>
    {
        var bytes = Write(execution);

        var read = ExecutionCodec.ReadState(bytes, execution.Facts);

        read.Should().BeEquivalentTo(execution);
        Write(read).Should().Equal(bytes);
    }, iter: 150);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(3, null, null)]
    [InlineData(3, "live", null)]
    [InlineData(null, null, "HappyPath")]
    [InlineData(7, "live", "HappyPath")]
    public void ReadOrigin_WhatWasWritten_GivesTheFactsBack(int? version, string? alias, string? testCase)
    {
        var facts = Golden.Execution.Facts with { TraceHeader = "Root=1-5759e988", Version = version, Alias = alias, TestCase = testCase };
        var blob = new BlobWriter();
        ExecutionCodec.WriteOrigin(blob, facts);

        ExecutionCodec.ReadOrigin(blob.ToArray(), SampleExecutions.Revision(), facts.Name).Should().Be(facts);
    }

    [Fact]
    public void ReadState_Truncated_SaysSo()
    {
        var whole = Write(Golden.Execution);

        for (var length = 0; length < whole.Length; length++)
        {
            var read = () => ExecutionCodec.ReadState(whole.AsSpan(0, length), Golden.Execution.Facts);
            read.Should().Throw<InvalidDataException>($"only {length} of {whole.Length} bytes are there");
        }
    }

    [Fact]
    public void ReadState_RowOfTheFirstRelease_IsUnderstood()
    {
        var stored = Golden.Read("state-v1.hex");

        ExecutionCodec.ReadState(stored, Golden.Execution.Facts).Should().BeEquivalentTo(Golden.Execution);
        Convert.ToHexString(Write(Golden.Execution)).Should().Be(Convert.ToHexString(stored), "what is written changes only together with the version");
    }

    [Fact]
    public void ReadFrame_WaitForAMapRun_IsUnderstood()
    {
        var stored = Golden.Read("map-run-v1.hex");
        var blob = new BlobWriter();

        ExecutionCodec.WriteFrame(blob, Golden.MapRun);

        Convert.ToHexString(blob.ToArray()).Should().Be(Convert.ToHexString(stored), "what is written changes only together with the version");
        ExecutionCodec.ReadFrame(stored).Should().BeEquivalentTo(Golden.MapRun);
    }

    private static byte[] Write(Execution execution)
    {
        var blob = new BlobWriter();
        ExecutionCodec.WriteState(blob, execution, allFrames: true);
        return blob.ToArray();
    }
}
