using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>
/// Whether the compilation really enforces ASP.NET Core's cookie policy: consent is asked for, the middleware is used, and nothing opens it again.
/// Then the framework itself holds a non-essential <c>Append</c> back until the visitor consents.
/// </summary>
internal sealed class CookiePolicy
{
    private readonly Lazy<ImmutableArray<CookiePolicyFacts>> _facts;
    private readonly Lazy<bool> _isEnforced;
    private readonly Lazy<SyntaxNode?> _openGate;
    private readonly Func<PolicySetting> _setting;
    private readonly RequestPipeline _pipeline;

    public CookiePolicy(ConsentContext context)
    {
        _setting = () => context.Options.Global.CookiePolicy;
        _openGate = new(FindOpenGate);
        _facts = new(() => [.. context.Compilation.SyntaxTrees.Select(CookiePolicyFacts.Of)]);
        _pipeline = new(context, () => _facts.Value.SelectMany(f => f.Uses));
        _isEnforced = new(() => _setting() switch
        {
            PolicySetting.Enforced => true,
            PolicySetting.None => false,
            _ => IsEnforcedBy(_facts.Value),
        });
    }

    public bool IsEnforced => _isEnforced.Value;

    /// <summary>The place where the project asks for consent; <see langword="null"/> when it never does, or may be told not to.</summary>
    public AssignmentExpressionSyntax? AsksForConsent => Any(f => f.NeverAsks is not null) ? null : First(f => f.AsksForConsent);

    /// <summary>Where the gate is seen to be open: the code relies on the framework's consent, and it is never asked for, or the middleware that asks is never used. <see langword="null"/> when it is shut, or nobody relies on it.</summary>
    public SyntaxNode? OpenGate => _openGate.Value;

    /// <summary>Whether code that relies on the framework's consent finds it asked for: by the policy, or by an implementation of one's own.</summary>
    public bool ClosesGate => _setting() == PolicySetting.Enforced || Any(f => f.ImplementsFeature || f.AnswersFeature) || (AsksForConsent is not null && Any(f => f.Uses.Count > 0));

    /// <summary>The call that drops the consent check which is configured elsewhere.</summary>
    public InvocationExpressionSyntax? DropsCheck => Any(f => f.AsksForConsent is not null) ? First(f => f.ReplacesOptions) : null;

    /// <summary>Whether the consent cookie keeps its default of 365 days.</summary>
    public bool KeepsDefaultConsentLifetime => !Any(f => f.SetsConsentLifetime);

    /// <summary>The session's cookie is needed and not essential, so that the policy holds it back.</summary>
    public bool LosesSession => (Any(f => f.UsesSession) || (Any(f => f.UsesTempData) && Any(f => f.KeepsTempDataInSession))) && !Any(f => f.MarksSessionEssential);

    /// <summary>The TempData cookie is needed and not essential, so that the policy holds it back.</summary>
    public bool LosesTempData => Any(f => f.UsesTempData) && !Any(f => f.KeepsTempDataInSession) && !Any(f => f.MarksTempDataEssential);

    /// <summary>Whether the framework holds a write back: one that passes through the policy, and is not declared essential.</summary>
    public bool HoldsBack(CookieWrite write) => write.Door == CookieDoor.Append && IsEnforced && write.Settings.Essential is null && !RunsBefore(write.Syntax);

    /// <summary>What runs before a call of <c>UseCookiePolicy()</c>: the handlers given to <c>Use</c>, and the names of middleware classes.</summary>
    public IEnumerable<(AnonymousFunctionExpressionSyntax? Handler, string? Middleware)> RunningBefore(InvocationExpressionSyntax use)
    {
        foreach (var registration in _pipeline.Before(use))
        {
            if (_facts.Value.SelectMany(f => f.Middleware).FirstOrDefault(m => m.Call == registration).Middleware is { } middleware) yield return (null, middleware);
            else if (TakesHandler(registration)) foreach (var handler in registration.ArgumentList.Arguments.Select(a => a.Expression).OfType<AnonymousFunctionExpressionSyntax>()) yield return (handler, null);
        }
    }

    /// <summary>Every call of the start-up code that comes before a call of <c>UseCookiePolicy()</c>.</summary>
    public IEnumerable<InvocationExpressionSyntax> RegistrationsBefore(InvocationExpressionSyntax use) => _pipeline.Before(use);

    private static bool IsEnforcedBy(ImmutableArray<CookiePolicyFacts> facts)
    {
        var configured = facts.Any(t => t.AsksForConsent is not null) && facts.All(t => t.NeverAsks is null);
        // UseCookiePolicy(options) replaces what was configured (dotnet/aspnetcore#20845): then these options must ask.
        return configured && facts.Any(t => t.Uses.Count > 0) && facts.All(t => t.ReplacesOptions is null) && !facts.Any(t => t.ForcesCookiesOut);
    }

    private SyntaxNode? FindOpenGate()
    {
        // An implementation of one's own decides for itself; a policy that is enforced elsewhere is the configuration's word.
        if (_setting() == PolicySetting.Enforced || Any(f => f.ImplementsFeature || f.AnswersFeature) || First(f => f.ReliesOnFeature) is not { } reliance) return null;
        var use = First(f => f.Uses.FirstOrDefault());
        var isAskedFor = Any(f => f.AsksForConsent is not null) && !Any(f => f.NeverAsks is not null);
        return isAskedFor && use is not null ? null : First(f => f.NeverAsks) ?? (isAskedFor ? null : use) ?? (SyntaxNode)reliance;
    }

    // The same whatever order the compiler hands the files over in.
    private T? First<T>(Func<CookiePolicyFacts, T?> fact)
        where T : SyntaxNode => _facts.Value.Select(fact).OfType<T>().OrderBy(n => n.SyntaxTree.FilePath, StringComparer.Ordinal).FirstOrDefault();

    private bool Any(Func<CookiePolicyFacts, bool> condition) => _facts.Value.Any(condition);

    /// <summary>Whether a write runs before the policy does: a middleware before <c>UseCookiePolicy()</c> writes to the bare response, as long as it has not called the next one.</summary>
    public bool RunsBefore(SyntaxNode write)
    {
        for (var node = write.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax registration } } handler:
                    if (registration.Expression.LastName() == "OnStarting" || CallsNextBefore(handler, write)) return false;
                    if (TakesHandler(registration) && _pipeline.PolicyAfter(registration) is not null) return true;
                    break;
                case BaseMethodDeclarationSyntax method when CallsNextBefore(method, write):
                    return false;
                case TypeDeclarationSyntax type:
                    return _facts.Value.SelectMany(f => f.Middleware).Any(m => m.Middleware == type.Identifier.ValueText && _pipeline.PolicyAfter(m.Call) is not null);
            }
        }
        return false;
    }

    private static bool TakesHandler(InvocationExpressionSyntax registration) => registration.Expression.LastName() is "Use" or "Run" or "UseWhen" or "Map" or "MapWhen";

    private static bool CallsNextBefore(SyntaxNode body, SyntaxNode write) =>
        body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.SpanStart < write.SpanStart && (i.Expression.LastName() is "next" or "_next" || (i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: var target } && target.LastName() is "next" or "_next")));
}
