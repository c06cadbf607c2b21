using System;
using System.Collections.Immutable;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;

namespace ConsentAnalyzers.Markup;

/// <summary>Keeps a missing or foreign AngleSharp from breaking the build: the markup rules fall silent, and CNS9002 says why.</summary>
internal static class MarkupLibrary
{
    /// <summary>The elements of a text, or <see langword="null"/> with what is wrong with the library.</summary>
    public static ImmutableArray<MarkupElement>? TryRead(string markup, out string? problem, CancellationToken cancellationToken)
    {
        problem = null;
        try
        {
            return Read(markup, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException or TypeLoadException or MissingMemberException or TypeInitializationException)
        {
            problem = e.Message;
            return null;
        }
    }

    // The types of AngleSharp are resolved when this method is compiled, so that the failure is caught above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<MarkupElement> Read(string markup, CancellationToken cancellationToken) => HtmlReader.Read(markup, cancellationToken);
}
