using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>A cookie that C# writes through JavaScript: <c>InvokeVoidAsync("setCookie", "name", value, days)</c>, or <c>"eval"</c> with <c>document.cookie =</c>.</summary>
internal static class InteropCookie
{
    /// <summary>Whether a method of this name may call JavaScript.</summary>
    public static bool IsCandidate(string method) => method is "InvokeVoidAsync" or "InvokeAsync" or "InvokeVoid" or "Invoke";

    public static CookieWrite? Of(IInvocationOperation call, ConsentContext context)
    {
        if (!IsCandidate(call.TargetMethod.Name) || !context.Symbols.IsInterop(call.TargetMethod, call.Instance)) return null;
        var scope = context.Values;
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "identifier")?.Value is not { } identifier || context.Text(identifier) is not { IsComplete: true, Value: var function }) return null;
        var first = call.Arguments.Where(a => a.Parameter?.Type is IArrayTypeSymbol).Select(a => (a.Value as IArrayCreationOperation)?.Initializer?.ElementValues.FirstOrDefault()).FirstOrDefault(a => a is not null);
        if (first is null) return null;
        var text = ComposedText.Of(first, scope);
        if (function == "eval")
        {
            const string Assignment = "document.cookie";
            var at = text.Text.IndexOf(Assignment, System.StringComparison.Ordinal);
            var equals = at < 0 ? -1 : text.Text.IndexOf('=', at + Assignment.Length);
            if (equals < 0 || (equals + 1 < text.Text.Length && text.Text[equals + 1] == '=') || text.Text.Substring(at + Assignment.Length, equals - at - Assignment.Length).Trim().Length > 0) return null;
            return Written(call, first, text.From(equals + 1, ' ', '"', '\'', '`'), scope);
        }
        if (!InteropSetters.Default.Writes(function)) return null;
        // setCookie("name=value; path=/") hands over the whole text, setCookie("name", …) the name alone.
        return text.Text.Contains('=') ? Written(call, first, text, scope) : new(call, first, context.Text(first), CookieSettingsFound.Unknown, Door: CookieDoor.Interop);
    }

    private static CookieWrite Written(IInvocationOperation call, IOperation argument, ComposedText text, ValueScope scope)
    {
        var parsed = SetCookieText.Parse(text, scope);
        return new(call, parsed.NameHole ?? argument, parsed.Name, CookieSettingsFound.None with { Written = new LifetimeFound(parsed.Lifetime, Written: argument.Syntax) }, Door: CookieDoor.Interop);
    }
}
