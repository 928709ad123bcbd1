using System.Diagnostics;
using OrderingSystem.Application.Telemetry;

namespace OrderingSystem.Application.Tests.Telemetry;

public sealed class TraceHeaderTests
{
    [Theory]
    [InlineData(ActivityTraceFlags.Recorded)]
    [InlineData(ActivityTraceFlags.None)]
    public void Read_WhatWasWritten_IsTheSameContext(ActivityTraceFlags flags)
    {
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true);

        var read = TraceHeader.Read(TraceHeader.Write(context));

        read.Should().Be(context);
    }

    [Fact]
    public void Read_AsAwsWritesIt_TakesTheTraceAndItsParent()
    {
        // The example of the AWS X-Ray developer guide, "Tracing header", with a lineage as Lambda adds it.
        var read = TraceHeader.Read("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:0");

        read.TraceId.ToHexString().Should().Be("5759e988bd862e3fe1be46a994272793");
        read.SpanId.ToHexString().Should().Be("53995c3f42cd8ad8");
        read.TraceFlags.Should().Be(ActivityTraceFlags.Recorded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-zzzze988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData("=;;=")]
    public void Read_NotAWholeHeader_BeginsATraceOfItsOwn(string? header)
    {
        TraceHeader.Read(header).Should().Be(default(ActivityContext));
    }
}
