using System.Net;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Integrations.Tests.Contracts;

/// <summary>What holds for every service that is called over HTTP at an endpoint of its own.</summary>
public abstract class HttpServiceContract : ServiceIntegrationContract
{
    /// <summary>The environment variable that says where the service is.</summary>
    protected abstract string Variable { get; }

    /// <summary>Before the dot of error names.</summary>
    protected abstract string Prefix { get; }

    /// <summary>Of a call that could be made.</summary>
    protected abstract string Parameters { get; }

    [Fact]
    public async Task Invoke_NoEndpointConfigured_SaysWhichVariableToSet()
    {
        using var http = new AwsHttp(new AwsEndpoints(_ => null), ScriptedTransport.Failing());

        var error = await Over(http).FailAsync(Resource, Parameters);

        error.Name.Should().StartWith(Prefix + ".");
        error.Cause.Should().Contain(Variable);
    }

    [Fact]
    public async Task Invoke_NobodyAnswers_IsTheSdksClientException()
    {
        using var http = ServiceCalls.Http(Variable, "http://nowhere.invalid", ScriptedTransport.Failing());

        var error = await Over(http).FailAsync(Resource, Parameters);

        (error.Name, error.Cause).Should().Be(($"{Prefix}.SdkClientException", "Unable to execute HTTP request: Name or service not known"));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>hello")]
    [InlineData(HttpStatusCode.BadGateway, "<html>Bad gateway")]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    public async Task Invoke_AnswerOfSomethingElse_IsAFailureAndNoException(HttpStatusCode status, string body)
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Answering(status, body));

        var error = await Over(http).FailAsync(Resource, Parameters);

        error.Name.Should().StartWith(Prefix + ".");
    }

    [Fact]
    public async Task Invoke_NobodyWaitsAnyMore_IsCancelled()
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Hanging());
        using var cancellation = new CancellationTokenSource();

        var call = Over(http).CallAsync(Resource, Parameters, cancellation.Token);
        await cancellation.CancelAsync();

        var wait = () => call;
        await wait.Should().ThrowAsync<OperationCanceledException>();
    }

    protected abstract IServiceIntegration Over(AwsHttp http);

    protected override IServiceIntegration Create() => Over(ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Failing()));
}
