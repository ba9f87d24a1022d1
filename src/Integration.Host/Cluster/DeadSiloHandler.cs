using Integration.CommandLine;
using Integration.EmbeddedPostgres;

namespace Integration.Cluster;

/// <summary>
/// Ends the process at once when the others have declared its silo dead, or Orleans cannot go on. Orleans' own handler
/// waits two seconds before it does: long enough for grains that live elsewhere by now to push once more.
/// </summary>
internal sealed class DeadSiloHandler(TextWriter error) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (exception is null)
        {
            End(context ?? "The silo was declared dead.");
        }

        error.WriteLine($"Orleans cannot go on: {context} {exception}");
        LibC.ExitNow(ExitCodes.Bug);
    }

    /// <summary>Ends the process for its supervisor to start again: nothing is handed over, nothing written any more.</summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void End(string reason)
    {
        error.WriteLine(
            $"This silo was declared dead by the others and ends itself; its supervisor should start it again. {reason}"
        );
        LibC.ExitNow(ExitCodes.DeclaredDead);
        throw new InvalidOperationException("The process has ended.");
    }
}
