using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Markup;

/// <summary>What elements have from those around them. Each is asked once, however many lie in it.</summary>
/// <param name="outside">What holds around everything.</param>
/// <param name="step">What holds for an element, given what holds around it.</param>
internal sealed class FromAround<T>(T outside, Func<MarkupElement, T, T> step)
{
    private readonly Dictionary<MarkupElement, T> _known = new(ByIdentity.Instance);

    /// <summary>From inside one element: what lies around it does not count.</summary>
    public FromAround(MarkupElement root, T outside, Func<MarkupElement, T, T> step)
        : this(outside, step) => _known[root] = outside;

    public T Of(MarkupElement? element)
    {
        var (found, way) = (outside, new Stack<MarkupElement>());
        for (; element is not null; element = element.Parent)
        {
            if (_known.TryGetValue(element, out var known))
            {
                found = known;
                break;
            }
            way.Push(element);
        }
        while (way.Count > 0)
        {
            var inner = way.Pop();
            _known[inner] = found = step(inner, found);
        }
        return found;
    }
}
