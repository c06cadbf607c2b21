using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>Where visitors' decisions are taken: the framework's feature, the helper package, and cookies that keep the choice.</summary>
internal sealed class ConsentDecisions(ConsentContext context)
{
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<ConsentDecision>> _known = new();
    private ImmutableArray<ConsentDecision> _all;

    /// <summary>Every decision of the compilation, in the order of paths and places. For questions about the whole.</summary>
    public ImmutableArray<ConsentDecision> All(CancellationToken cancellationToken)
    {
        if (_all.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref _all, [.. context.Compilation.SyntaxTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal).SelectMany(t => In(t, cancellationToken))]);
        return _all;
    }

    /// <summary>Whether an operation may be a decision, told from names alone.</summary>
    public bool IsCandidate(IOperation operation) => operation is IInvocationOperation invocation ? IsCandidateName(invocation.TargetMethod.Name) : context.Cookies.MayWrite(operation);

    /// <summary>Whether a method of this name may be a decision, or write or delete a cookie.</summary>
    public bool IsCandidateName(string method) =>
        method is "GrantConsent" or "WithdrawConsent" or "CreateConsentCookie" or "Delete" or "DeleteCookie" || ConsentHelper.IsDecisionCandidate(method) || context.Cookies.MayWrite(method);

    /// <summary>The decisions that an operation keeps; several where one call writes several cookies.</summary>
    public ImmutableArray<ConsentDecision> Of(IOperation operation, ISymbol? containingMember)
    {
        if (!IsCandidate(operation)) return [];
        if (_known.TryGetValue(operation.Syntax, out var known)) return known;
        // Most candidates are no decisions (StringBuilder.Append): they are not kept.
        ImmutableArray<ConsentDecision> decisions = [.. Read(operation, containingMember)];
        if (decisions.IsEmpty) return [];
        return _known.GetOrAdd(operation.Syntax, CookieJudge.IsNeverRun(operation) ? [] : decisions);
    }

    // What a value says under the name of a cookie, read where the scope knows the arguments.
    private static DecisionKind KindOf(ConsentDecision decision, ValueScope scope) =>
        decision is { Door: DecisionDoor.Cookie, Kind: not DecisionKind.Withdrawal, Value: { } value } ? Turned(ChoiceValue.Of(value, scope), decision.Cookie) : decision.Kind;

    /// <summary>The ways on which a decision gives a consent that is not there yet.</summary>
    public IEnumerable<RequestPath> GrantingPaths(ConsentDecision decision, CancellationToken cancellationToken) =>
        IsRenewed(decision.Syntax, cancellationToken) ? []
        : context.Acts.PathsTo(decision.Syntax, cancellationToken).Where(path => Grants(decision, path) && (path.Via is not { } via || !IsRenewed(via, cancellationToken)));

    // What is already consented to is renewed; where no flow can be computed, the doubt is the code's.
    private bool IsRenewed(SyntaxNode place, CancellationToken cancellationToken) => CookieJudge.Covers(context.Flow.At(place, context.ModelOf(place.SyntaxTree), cancellationToken), ConsentPurposes.None);

    // A value that is only known at run time: by an act it may be a yes; without one it counts where the request hands it in (?consent=true).
    private static bool Grants(ConsentDecision decision, RequestPath path) => KindOf(decision, path.Values) switch
    {
        DecisionKind.Grant => true,
        DecisionKind.Choice => path.Kind == ActKind.Act || decision.Door == DecisionDoor.Helper || ChoiceValue.IsInput(decision.Value, path.Values),
        _ => false,
    };

    private IEnumerable<ConsentDecision> Read(IOperation operation, ISymbol? containingMember)
    {
        if (operation is IInvocationOperation invocation && OfMember(invocation) is { } decision) return [decision];
        return Written(operation, containingMember);
    }

    private ConsentDecision? OfMember(IInvocationOperation call)
    {
        var (name, type) = (call.TargetMethod.Name, call.TargetMethod.ContainingType);
        if (context.Symbols.IsTrackingConsentFeature(type))
        {
            return name switch
            {
                "GrantConsent" => new(call, DecisionKind.Grant, DecisionDoor.Feature, FrameworkNames.ConsentCookie, null),
                "WithdrawConsent" => new(call, DecisionKind.Withdrawal, DecisionDoor.Feature, FrameworkNames.ConsentCookie, null),
                "CreateConsentCookie" => new(call, DecisionKind.Grant, DecisionDoor.Script, FrameworkNames.ConsentCookie, null),
                _ => null,
            };
        }
        if (ConsentHelper.Granted(call)?.Value is { } granted) return new(call, KindOfGranted(granted), DecisionDoor.Helper, "", granted);
        if (ConsentHelper.Withdraws(call)) return new(call, DecisionKind.Withdrawal, DecisionDoor.Helper, "", null);
        if (!IsDeletion(call)) return null;
        // Which cookie is only known at run time: any, the choice too.
        if (DeletedName(call) is not { IsComplete: true } cookie) return new(call, DecisionKind.Withdrawal, DecisionDoor.Cookie, ConsentDecision.AnyCookie, null);
        // A "no" that goes away takes no yes back.
        return IsChoice(cookie) && !DecisionWords.Default.IsNegative(cookie.ToString()) ? new(call, DecisionKind.Withdrawal, DecisionDoor.Cookie, cookie.ToString(), null) : null;
    }

    // ConsentPurpose.None and an empty list refuse everything.
    private static DecisionKind KindOfGranted(IOperation granted) => granted.WithoutConversions() switch
    {
        { ConstantValue: { HasValue: true, Value: { } purposes } } => Convert.ToInt64(purposes, System.Globalization.CultureInfo.InvariantCulture) == 0 ? DecisionKind.Refusal : DecisionKind.Grant,
        ICollectionExpressionOperation { Elements: var elements } => elements.IsEmpty ? DecisionKind.Refusal : DecisionKind.Grant,
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements.IsEmpty ? DecisionKind.Refusal : DecisionKind.Grant,
        IInvocationOperation { TargetMethod.Name: "Empty" } => DecisionKind.Refusal,
        _ => DecisionKind.Choice,
    };

    private IEnumerable<ConsentDecision> Written(IOperation operation, ISymbol? containingMember)
    {
        foreach (var write in CookieWrite.Of(operation, context))
        {
            // What a wrapper writes under the name it is given is its callers' decision.
            if (write.IsNamedByCaller || !context.Choices.IsChoice(write, containingMember) || DecisionWords.Default.IsRemark(write.Name?.Value ?? "")) continue;
            var isOver = write.Settings.Lifetime.Lifetime.Kind == LifetimeKind.Past;
            var value = write.Value ?? HandedOn(write);
            yield return new(operation, isOver ? DecisionKind.Withdrawal : Turned(ChoiceValue.Of(value, context.Values), write.DisplayName), DecisionDoor.Cookie, write.DisplayName, value);
        }
    }

    // SetCookie("cookie_consent", "yes"): the argument that the wrapper writes.
    private static IOperation? HandedOn(CookieWrite write) =>
        write is { Operation: IInvocationOperation call, Inner.Value: { } inner } && inner.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Select(r => r.Parameter.Ordinal).ToList() is [var ordinal]
            ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == ordinal)?.Value
            : null;

    private static DecisionKind Turned(DecisionKind kind, string cookie) => (kind, DecisionWords.Default.IsNegative(cookie)) switch
    {
        (DecisionKind.Grant, true) => DecisionKind.Refusal,
        (DecisionKind.Refusal, true) => DecisionKind.Choice,
        _ => kind,
    };

    /// <summary>Whether a call deletes a cookie from the visitor's device.</summary>
    public bool IsDeletion(IInvocationOperation call) => call.TargetMethod.Name is "Delete" or "DeleteCookie" && IsOnCookies(call);

    private bool IsOnCookies(IInvocationOperation call) => context.Symbols.IsResponseCookies(call.TargetMethod.ContainingType) || context.Symbols.IsCookieManager(call.TargetMethod.ContainingType);

    /// <summary>The name of the cookie that a call deletes, as far as it is known.</summary>
    public KnownText? DeletedName(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value is { } name ? context.Text(name) : null;

    // As for a write: by configuration, the register, and the name.
    private bool IsChoice(KnownText cookie) => KnownCookies.Classify(cookie.ToString().AsSpan()).Ground == ExemptionGround.ConsentChoice
        || context.Register.Find(Register.RegisterKind.Cookie, cookie.ToString()) is { Ground: ExemptionGround.ConsentChoice }
        || Exemptions.Configured(cookie.ToString(), context.Options.Global) is { Ground: ExemptionGround.ConsentChoice };

    private IEnumerable<ConsentDecision> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        if (!text.Contains("onsent") && !text.Contains("ookie")) yield break;
        var model = context.ModelOf(tree);
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            var isCandidate = node switch
            {
                InvocationExpressionSyntax call => call.Expression.LastName() is { } called && IsCandidateName(called),
                AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax } => true,
                AssignmentExpressionSyntax assignment => assignment.Left.LastName() == "SetCookie",
                _ => false,
            };
            if (!isCandidate || model.GetOperation(node, cancellationToken) is not { } operation) continue;
            foreach (var decision in Of(operation, model.GetEnclosingSymbol(node.SpanStart, cancellationToken))) yield return decision;
        }
    }
}
