using System.Resources;

namespace ConsentAnalyzers;

/// <summary>The resources of the messages; French lives in a satellite assembly.</summary>
internal static class Messages
{
    public static ResourceManager ResourceManager { get; } = new("ConsentAnalyzers.Messages", typeof(Messages).Assembly);
}
