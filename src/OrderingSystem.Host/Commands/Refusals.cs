using System.Net.Sockets;
using BobsPost.Simulator.Ledger;
using Microsoft.AspNetCore.Connections;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Identity.Storage;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Host.Commands;

/// <summary>Turns what a person can mend into one sentence and an exit code; everything else is a bug and keeps its stack trace.</summary>
internal static class Refusals
{
    public const int CannotStart = 2;

    public static async Task<int> ExplainAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return 0; // Ctrl+C
        }
        catch (Exception exception) when (Sentence(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return CannotStart;
        }
    }

    private static string? Sentence(Exception exception) => exception switch
    {
        HostStartException or OrderDatabaseException or IdentityFileException or LedgerFileException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Another program, or another copy of this one, listens there: end it, or choose other addresses (--url, --stepfunctions-url, --carrier-url).",
        SocketException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
