using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Markup;

/// <summary>A tracker that C# starts or feeds through JavaScript: <c>InvokeVoidAsync("gtag", "config", id)</c>, <c>"_paq.push"</c>, <c>"fbq"</c>.</summary>
internal static class InteropTracker
{
    /// <returns><see langword="null"/> for other functions, and for what only tells the vendor about consent or settings.</returns>
    public static Tracker? Of(IInvocationOperation call, ConsentContext context)
    {
        if (!InteropCookie.IsCandidate(call.TargetMethod.Name) || !context.Symbols.IsInterop(call.TargetMethod, call.Instance)) return null;
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "identifier")?.Value is not { } identifier || context.Text(identifier) is not { IsComplete: true, Value: var function }) return null;
        if (function.StartsWith("window.", StringComparison.Ordinal)) function = function.Substring("window.".Length);
        var isPush = function.EndsWith(".push", StringComparison.Ordinal);
        var words = Words(call, isPush, context).Take(2).ToList();
        var snippet = KnownSnippets.Find(isPush ? SnippetShape.Push : SnippetShape.Call, (isPush ? function.Substring(0, function.Length - ".push".Length) : function).AsSpan(), (words.ElementAtOrDefault(0) ?? "").AsSpan(), (words.ElementAtOrDefault(1) ?? "").AsSpan());
        return snippet is { Role: SnippetRole.Start or SnippetRole.Event } ? snippet.Tracker : null;
    }

    // The arguments as JavaScript gets them; of a pushed array its items.
    private static IEnumerable<string?> Words(IInvocationOperation call, bool isPush, ConsentContext context)
    {
        var handed = call.Arguments.Where(a => a.Parameter?.Type is IArrayTypeSymbol).Select(a => a.Value).OfType<IArrayCreationOperation>().SelectMany(a => a.Initializer?.ElementValues ?? []).ToList();
        if (isPush && handed is [var only] && Conversions(only) is IArrayCreationOperation { Initializer.ElementValues: var items }) handed = [.. items];
        return handed.Select(h => context.Text(h)?.Value);
    }

    private static IOperation Conversions(IOperation operation) => operation is IConversionOperation conversion ? Conversions(conversion.Operand) : operation;
}
