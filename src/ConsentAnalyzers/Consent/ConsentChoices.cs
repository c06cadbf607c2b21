using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>Which cookies keep the visitor's choice, and how long: CNS1005 is about them, and CNS1004 leaves them to it.</summary>
internal sealed class ConsentChoices(ConsentContext context)
{
    private readonly ConcurrentDictionary<SyntaxTree, HashSet<SyntaxNode>> _reported = new();
    private readonly ConcurrentDictionary<(SyntaxNode Place, string Cookie), SyntaxNode> _owners = new();

    public bool IsChoice(CookieWrite write, ISymbol? containingMember)
    {
        var known = write.Name is { } name ? KnownCookies.Classify(name.ToString().AsSpan()) : default;
        return context.Exemptions.Find(write, known, containingMember, context.Options.For(write.Syntax.SyntaxTree)) is { Ground: ExemptionGround.ConsentChoice };
    }

    /// <summary>The lifetime of a choice that is kept too long; <see langword="null"/> otherwise.</summary>
    public LifetimeFound? TooLong(CookieWrite write, ISymbol? containingMember)
    {
        var found = write.Settings.Lifetime;
        return !write.IsNamedByCaller && found.Syntax is { } place && found.Lifetime.Exceeds(context.Options.For(place.SyntaxTree).MaxConsentLifetime) && IsChoice(write, containingMember) ? found : null;
    }

    /// <summary>Whether this write is the one that reports a lifetime: several writes may share their options, and one defect is one report.</summary>
    public bool Owns(SyntaxNode place, CookieWrite write) => _owners.GetOrAdd((place, write.DisplayName), write.Syntax) == write.Syntax;

    /// <summary>Whether CNS1005 stands on this assignment.</summary>
    public bool Reports(ISimpleAssignmentOperation assignment, CancellationToken cancellationToken) => IsOnConsentCookie(assignment) || _reported.GetOrAdd(assignment.Syntax.SyntaxTree, t => Read(t, cancellationToken)).Contains(assignment.Syntax);

    /// <summary><c>options.ConsentCookie.Expiration = …</c>, <c>ConsentCookie = { Expiration = … }</c>, <c>ConsentCookie = new CookieBuilder { Expiration = … }</c>.</summary>
    public bool IsOnConsentCookie(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property.Name: "Expiration" or "MaxAge" } target || !context.Symbols.IsCookieBuilder(target.Property.ContainingType)) return false;
        if (target.Instance?.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "ConsentCookie" }) return true;
        return assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: { } initialized } && initialized switch
        {
            IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "ConsentCookie" } } => true,
            IObjectCreationOperation created => IsConsentCookie((created.Parent as IConversionOperation)?.Parent ?? created.Parent),
            _ => false,
        };

        static bool IsConsentCookie(IOperation? parent) => parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "ConsentCookie" } };
    }

    private HashSet<SyntaxNode> Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var model = context.ModelOf(tree);
        var places = new HashSet<SyntaxNode>();
        foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.LastName() is not { } called || !context.Cookies.MayWrite(called) || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation) continue;
            foreach (var write in CookieWrite.Of(operation, context))
            {
                if (TooLong(write, model.GetEnclosingSymbol(call.SpanStart, cancellationToken)) is { Syntax: { } place }) places.Add(place);
            }
        }
        return places;
    }
}
