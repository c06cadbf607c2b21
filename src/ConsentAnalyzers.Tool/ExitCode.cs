using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

internal static class ExitCode
{
    public const int NothingFound = 0;
    public const int Findings = 1;
    public const int CouldNotRun = 2;
    public const int Interrupted = 130;

    /// <summary>What a command gives back, whatever happens in it.</summary>
    public static async Task<int> OfAsync(ConsoleReport console, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (AuditException e)
        {
            console.WriteFailure(e);
            return CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e)
        {
            // Whatever it is, it must not pass for findings, which is what an unhandled exception's exit code would say.
            console.WriteFailure(new AuditException($"This is a defect of the tool: please report it at {ToolInfo.ProjectUrl}/issues with the lines below.", [e.ToString()]));
            return CouldNotRun;
        }
    }
}
