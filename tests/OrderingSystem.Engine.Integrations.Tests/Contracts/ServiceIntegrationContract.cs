using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Integrations.Tests.Contracts;

/// <summary>What the dispatcher relies on, whichever service is called.</summary>
public abstract class ServiceIntegrationContract
{
    /// <summary>A resource that it handles.</summary>
    protected abstract string Resource { get; }

    [Fact]
    public void Handles_ItsOwnResource_AndNoOther()
    {
        var integration = Create();

        integration.Handles(ServiceCalls.Resource(Resource)).Should().BeTrue();
        foreach (var foreign in new[] { "arn:aws:states:::batch:submitJob.sync", "arn:aws:states:::aws-sdk:s3:listObjects", "arn:aws:states:us-east-1:123456789012:activity:a" })
        {
            integration.Handles(ServiceCalls.Resource(foreign)).Should().BeFalse(foreign);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    public async Task Invoke_ParametersThatSayNothing_IsAFailureAndNoException(string parameters)
    {
        var result = await Create().CallAsync(Resource, parameters);

        result.Should().BeOfType<ServiceFailed>();
    }

    /// <summary>One that needs no server for what is checked here.</summary>
    protected abstract IServiceIntegration Create();
}
