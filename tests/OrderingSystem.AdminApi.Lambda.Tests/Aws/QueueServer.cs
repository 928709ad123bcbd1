using OrderingSystem.Tests.Tools;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>npm's fauxqs: an SQS- and SNS-compatible server.</summary>
public sealed class QueueServer() : NodeServer("fauxqs", "serve.mjs");
