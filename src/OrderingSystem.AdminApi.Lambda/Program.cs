using Microsoft.Extensions.Options;

namespace OrderingSystem.AdminApi.Lambda;

/// <summary>The executable <c>bootstrap</c> of the admin API's function: a web server on loopback, to which the Lambda Web Adapter brings the requests.</summary>
internal static class Program
{
    /// <returns>0 when asked to stop; 1 where a variable is missing or does not fit: Lambda shows what was written to the log.</returns>
    private static async Task<int> Main()
    {
        await using var app = LambdaAdminApi.Build(Environment.GetEnvironmentVariable);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OrderingSystem.AdminApi.Lambda");
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            logger.CannotStart(string.Join(' ', exception.Failures));
            return 1;
        }
        catch (IOException exception)
        {
            logger.CannotStart(exception.Message); // the port is taken
            return 1;
        }
    }
}
