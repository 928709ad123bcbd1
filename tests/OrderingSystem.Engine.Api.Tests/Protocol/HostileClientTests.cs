using System.Net;
using System.Net.Sockets;
using System.Text;
using OrderingSystem.Engine.Api.Tests.Fakes;
using Sfn = Amazon.StepFunctions.Model;

namespace OrderingSystem.Engine.Api.Tests.Protocol;

/// <summary>Clients that are slow, many, broken or malicious get an error of AWS's or a closed connection, and cost little.</summary>
public sealed class HostileClientTests
{
    [Fact]
    public async Task Body_ThatDripsIn_IsGivenUpAndTheServerGoesOn()
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);
        using var slow = await ConnectAsync(server);
        await slow.SendAsync(Encoding.ASCII.GetBytes(Head("ListStateMachines", 100_000) + "{"));

        var ended = await ReadToEndAsync(slow).WaitAsync(TimeSpan.FromSeconds(30));

        ended.Should().Match(answer => answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        (await server.PostAsync("ListStateMachines", "{}")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Body_CutShort_IsNoFailureOfOurs()
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);
        for (var i = 0; i < 50; i++)
        {
            using var client = await ConnectAsync(server);
            await client.SendAsync(Encoding.ASCII.GetBytes(Head("StartExecution", 5_000) + "{\"input\":\"" + new string('x', i * 40)));
            client.Shutdown(SocketShutdown.Send);
            (await ReadToEndAsync(client).WaitAsync(TimeSpan.FromSeconds(20))).Should().NotContain(" 500 ");
        }

        server.Engine.Calls.Should().BeEmpty();
        server.Logs.Entries.Should().NotContain(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData("{\"stateMachineArn\":\"arn:\0\"}")]
    [InlineData("{\"stateMachineArn\":\"\\u0000\"}")]
    [InlineData("\0")]
    [InlineData("{\"unknown\":{\"deep\":[1,2,{\"x\":null}]},\"stateMachineArn\":1}")]
    [InlineData("{\"input\":\"\\ud800\"}")]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    public async Task Body_WithNulBytesOrUnknownFields_IsRefusedInTheServicesWords(string body)
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

        var (status, answer, _) = await server.PostAsync("AWSStepFunctions.StartExecution", Encoding.Latin1.GetBytes(body));

        status.Should().Be(HttpStatusCode.BadRequest);
        answer.Should().MatchRegex("\"__type\":\"(SerializationException|ValidationException|InvalidArn)\"");
    }

    [Fact]
    public async Task Body_OfNestedArrays_IsRefusedWithoutAStackToOverflow()
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

        var (status, answer, _) = await server.PostAsync("StartExecution", "{\"a\":" + new string('[', 500_000));

        (status, answer).Should().Be((HttpStatusCode.BadRequest, """{"__type":"SerializationException"}"""));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: AWSStepFunctions.\0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST /../../etc/passwd HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n\r\nzz\r\n")]
    [InlineData("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]
    public async Task Request_ThatIsNone_GetsAnErrorOfTheClientsOrAClosedConnection(string request)
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);
        using var client = await ConnectAsync(server);

        await client.SendAsync(Encoding.Latin1.GetBytes(request));
        client.Shutdown(SocketShutdown.Send);
        var answer = await ReadToEndAsync(client).WaitAsync(TimeSpan.FromMinutes(2));

        answer.Should().Match(text => text.Length == 0 || text.StartsWith("HTTP/1.1 4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_BeyondTheBound_AreClosedAndThoseWithinAreServed()
    {
        const int Bound = 50;
        await using var server = await EngineApiServer.StartAsync(options =>
            (options.Authentication, options.MaxConnections, options.MaxSilence) = (EngineApiAuthentication.None, Bound, TimeSpan.FromMinutes(5)));
        var clients = new List<Socket>();
        try
        {
            for (var i = 0; i < Bound * 6; i++)
            {
                clients.Add(await ConnectAsync(server));
            }

            var closed = await Task.WhenAll(clients.Skip(Bound).Select(async client => await ReadToEndAsync(client).WaitAsync(TimeSpan.FromMinutes(2))));
            await clients[0].SendAsync(Encoding.ASCII.GetBytes(Head("ListStateMachines", 2) + "{}"));
            var buffer = new byte[1_000];
            var read = await clients[0].ReceiveAsync(buffer);

            closed.Should().OnlyContain(answer => answer.Length == 0);
            Encoding.ASCII.GetString(buffer, 0, read).Should().StartWith("HTTP/1.1 200");
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Connections_ThatSayNothing_GiveTheirPlacesBack()
    {
        const int Bound = 200;
        await using var server = await EngineApiServer.StartAsync(options => (options.MaxConnections, options.MaxSilence) = (Bound, TimeSpan.FromSeconds(1)));
        using var known = server.CreateClient();
        _ = await known.ListStateMachinesAsync(new Sfn.ListStateMachinesRequest());
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < Bound * 3; i++)
            {
                silent.Add(await ConnectAsync(server));
            }

            var meanwhile = await known.ListStateMachinesAsync(new Sfn.ListStateMachinesRequest());
            var ends = await Task.WhenAll(silent.Select(async client => await ReadToEndAsync(client).WaitAsync(TimeSpan.FromMinutes(2))));
            using var newcomer = server.CreateClient();
            var afterwards = await newcomer.ListStateMachinesAsync(new Sfn.ListStateMachinesRequest());

            meanwhile.StateMachines.Should().ContainSingle();
            ends.Should().OnlyContain(answer => answer.Length == 0, "all were closed without a word");
            afterwards.StateMachines.Should().ContainSingle();
            server.Logs.Entries.Should().NotContain(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
        }
        finally
        {
            silent.ForEach(client => client.Dispose());
        }
    }

    private static string Head(string operation, int length) =>
        $"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AWSStepFunctions.{operation}\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {length}\r\n\r\n";

    private static async Task<Socket> ConnectAsync(EngineApiServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        return socket;
    }

    /// <summary>What the server sends until it closes; a reset is an end, too.</summary>
    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var (answer, buffer) = (new StringBuilder(), new byte[4_096]);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
            {
                _ = answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // reset
        }

        return answer.ToString();
    }
}
