using OrderingSystem.AdminApi.Problems;

namespace OrderingSystem.AdminApi.Requests;

/// <summary>How fast a job for many goes on.</summary>
internal static class Pace
{
    private const int Default = 60;

    /// <param name="asked">Null: one a second.</param>
    /// <param name="what">In the plural; the field is <c>{what}PerMinute</c>.</param>
    public static int Of(int? asked, int max, string what) => (asked ?? Default) is var pace && pace >= 1 && pace <= max
        ? pace
        : throw new ApiProblemException(ApiProblem.Invalid($"{what}PerMinute", $"A pace is 1 to {max} {what} per minute."));
}
