using System.Runtime.CompilerServices;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>Turns the end of the thread's stack, which would end the process, into an error of the expression.</summary>
internal static class StackGuard
{
    /// <exception cref="JsonataException">D1011, or the code given.</exception>
    public static void Ensure(string code = "D1011")
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JsonataException(code);
        }
    }
}
