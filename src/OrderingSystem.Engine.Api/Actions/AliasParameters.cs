using System.Text.RegularExpressions;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>The parameters of an alias, checked by the shapes of the service model.</summary>
internal static partial class AliasParameters
{
    private const string NamePattern = @"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$";
    private const int MostRoutes = 2;

    public static string ReadName(RequestParameters parameters)
    {
        var name = parameters.RequiredString("name", Shapes.Name);
        if (name.Length is > 0 and <= 80)
        {
            parameters.Errors.CheckPattern("name", name, NameRegex().IsMatch(name), NamePattern);
        }

        return name;
    }

    /// <returns>Null where it is absent.</returns>
    public static IReadOnlyList<AliasRouting>? ReadRouting(RequestParameters parameters, bool isRequired)
    {
        if (parameters.OptionalStructures("routingConfiguration") is not { } items)
        {
            if (isRequired)
            {
                parameters.Errors.Required("routingConfiguration");
            }

            return null;
        }

        var routing = items.Select(item => new AliasRouting(item.RequiredString("stateMachineVersionArn", Shapes.Arn), item.RequiredInteger("weight", 0, 100))).ToList();
        parameters.Errors.CheckCount("routingConfiguration", routing.Count, 1, MostRoutes, () =>
            $"[{string.Join(", ", routing.Select(r => $"RoutingConfigurationListItem(stateMachineVersionArn={r.StateMachineVersionArn}, weight={r.Weight})"))}]");
        return routing;
    }

    [GeneratedRegex(NamePattern, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NameRegex();
}
