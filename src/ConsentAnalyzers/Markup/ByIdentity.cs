using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace ConsentAnalyzers.Markup;

/// <summary>Tells elements apart by what they are, and not by what they hold: they hold their parents.</summary>
internal sealed class ByIdentity : IEqualityComparer<MarkupElement>
{
    public static readonly ByIdentity Instance = new();

    public bool Equals(MarkupElement? x, MarkupElement? y) => ReferenceEquals(x, y);

    public int GetHashCode(MarkupElement element) => RuntimeHelpers.GetHashCode(element);
}
