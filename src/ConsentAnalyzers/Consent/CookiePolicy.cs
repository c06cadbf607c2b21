using System;
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

    public CookiePolicy(ConsentContext context)
    {
        _setting = () => context.Options.Global.CookiePolicy;
        _openGate = new(FindOpenGate);
        _facts = new(() => [.. context.Compilation.SyntaxTrees.Select(CookiePolicyFacts.Of)]);
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

    // A middleware before UseCookiePolicy() writes to the bare response, as long as it has not called the next one.
    private bool RunsBefore(SyntaxNode write)
    {
        for (var node = write.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax registration } } handler:
                    if (registration.Expression.LastName() == "OnStarting" || CallsNextBefore(handler, write)) return false;
                    if (registration.Expression.LastName() is "Use" or "Run" or "UseWhen" or "Map" or "MapWhen" && PrecedesPolicy(registration)) return true;
                    break;
                case BaseMethodDeclarationSyntax method when CallsNextBefore(method, write):
                    return false;
                case TypeDeclarationSyntax type:
                    return Registrations(type.Identifier.ValueText).Any(PrecedesPolicy);
            }
        }
        return false;
    }

    // UseMiddleware<T>(), and the extension method that is written around it.
    private ImmutableArray<InvocationExpressionSyntax> Registrations(string middleware)
    {
        var direct = _facts.Value.SelectMany(f => f.Middleware).Where(m => m.Middleware == middleware).Select(m => m.Call).ToImmutableArray();
        var wrappers = direct.Select(c => c.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText).OfType<string>().ToImmutableHashSet();
        if (wrappers.IsEmpty) return direct;
        // Such a wrapper matters where the policy is used: only those bodies are read.
        return [.. direct, .. _facts.Value.SelectMany(f => f.Uses).SelectMany(u => Body(u)?.DescendantNodes().OfType<InvocationExpressionSyntax>() ?? []).Where(i => i.Expression.LastName() is { } called && wrappers.Contains(called))];
    }

    private bool PrecedesPolicy(InvocationExpressionSyntax registration)
    {
        var uses = _facts.Value.SelectMany(f => f.Uses).Where(u => u.SyntaxTree == registration.SyntaxTree && Body(u) == Body(registration)).ToList();
        // app.Use(…).UseCookiePolicy(): the outer call of a chain starts no later but ends later.
        return uses.Count > 0 && uses.All(u => registration.Span.End < u.Span.End);
    }

    private static bool CallsNextBefore(SyntaxNode body, SyntaxNode write) =>
        body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.SpanStart < write.SpanStart && (i.Expression.LastName() is "next" or "_next" || (i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: var target } && target.LastName() is "next" or "_next")));

    private static SyntaxNode? Body(SyntaxNode node) => node.Ancestors().FirstOrDefault(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or CompilationUnitSyntax);
}
