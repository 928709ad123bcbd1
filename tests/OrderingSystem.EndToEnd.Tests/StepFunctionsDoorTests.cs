using System.Net;
using System.Text;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>Who may call the Step Functions endpoint: whoever has the keys; every program on this machine only where the host was told so, and says so.</summary>
public sealed class StepFunctionsDoorTests : IDisposable
{
    private const string Said = "takes requests without a signature";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-sfn-door-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Engine_ByDefault_RefusesWhatIsNotSigned()
    {
        await using var host = await HostProcess.EngineAsync(_folder.FullName, mockConfiguration: null);

        var (status, body) = await ListAsync(host.StepFunctionsUrl);

        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Be("""{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}""");
        host.Output.Should().NotContain(Said);
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("serve")]
    public async Task Host_ToldToAskForNoSignature_AnswersThisMachineAndSaysSo(string command)
    {
        await using var host = command == "serve"
            ? await HostProcess.ServeAsync(_folder.FullName, "--stepfunctions-auth", "none")
            : await HostProcess.EngineAsync(_folder.FullName, mockConfiguration: null, "--stepfunctions-auth", "none");

        var (status, body) = await ListAsync(host.StepFunctionsUrl);
        var (rebound, refusal) = await ListAsync(host.StepFunctionsUrl, "engine.attacker.example");

        status.Should().Be(HttpStatusCode.OK, body);
        body.Should().StartWith("{\"stateMachines\":[");
        rebound.Should().Be(HttpStatusCode.BadRequest);
        refusal.Should().Contain("AccessDeniedException");
        await host.WaitForOutputAsync(Said, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8083", "none", "is not a loopback address. This one is for this machine alone")]
    [InlineData("http://engine.example:8083", "none", "is not a loopback address. This one is for this machine alone")]
    [InlineData("http://127.0.0.1:0", "open", "--stepfunctions-auth: 'open' is neither sigv4 nor none.")]
    public async Task Engine_ToldOtherwise_RefusesAtTheDoor(string url, string authentication, string sentence)
    {
        var (exitCode, _, error) = await HostProcess.RunAsync("engine", "--data", _folder.FullName, "--stepfunctions-url", url, "--stepfunctions-auth", authentication);

        exitCode.Should().NotBe(0);
        error.Should().Contain(sentence).And.NotContain("   at ");
    }

    private static async Task<(HttpStatusCode Status, string Body)> ListAsync(Uri url, string? host = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}")) };
        _ = request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "AWSStepFunctions.ListStateMachines");
        request.Headers.Host = host;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
