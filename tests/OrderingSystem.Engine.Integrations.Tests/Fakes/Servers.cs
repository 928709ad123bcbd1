using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Engine.Integrations.Tests.Fakes;

/// <summary>npm's dynalite: a DynamoDB-compatible server.</summary>
public sealed class DynamoDbServer() : NodeServer("dynalite", "serve.js");

/// <summary>npm's fauxqs: an SQS- and SNS-compatible server.</summary>
public sealed class QueueServer() : NodeServer("fauxqs", "serve.mjs");
