namespace ConsentAnalyzers.Fixes;

/// <summary>A change of one file: <paramref name="Length"/> characters from <paramref name="Start"/> on become <paramref name="NewText"/>.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="AroundStart">Where what the edit belongs to begins. Of two insertions at one place the one that goes around more opens first and closes last.</param>
/// <param name="AroundEnd">Where what the edit belongs to ends.</param>
/// <param name="IsShared">Whether several fixes want the same edit and it is made once: a <c>using</c>, an <c>@addTagHelper</c>.</param>
/// <remarks>Also compiled into the tool, which knows no Roslyn.</remarks>
internal readonly record struct FixEdit(string Path, int Start, int Length, string NewText, int AroundStart, int AroundEnd, bool IsShared = false)
{
    public int End => Start + Length;
}
