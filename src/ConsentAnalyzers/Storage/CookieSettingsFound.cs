using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>What the code sets on the <c>CookieOptions</c> of a write: in an initializer, by assignments to the variable, in a factory.</summary>
/// <param name="IsComplete">Whether nothing else can set them; otherwise a property not found is unknown.</param>
internal sealed record CookieSettingsFound(ImmutableArray<ISimpleAssignmentOperation> Assignments, bool IsComplete)
{
    private const int DepthLimit = 4;

    public static readonly CookieSettingsFound None = new([], true);

    public static readonly CookieSettingsFound Unknown = new([], false);

    /// <summary><c>IsEssential = true</c>: the framework's policy lets the cookie pass.</summary>
    public bool IsEssential => Values("IsEssential").Any(v => v.ConstantValue is { HasValue: true, Value: true });

    public CookieLifetime Lifetime(ConsentContext context)
    {
        // RFC 6265 section 5.3: Max-Age wins over Expires.
        var maxAge = Longest(Values("MaxAge"), context);
        if (maxAge is { Kind: not LifetimeKind.Session }) return maxAge.Value;
        return Longest(Values("Expires"), context) ?? maxAge ?? (IsComplete ? CookieLifetime.Session : CookieLifetime.Unknown);
    }

    public static CookieSettingsFound Of(IOperation options, ConsentContext context, int depth = 0)
    {
        if (depth > DepthLimit) return Unknown;
        switch (options.WithoutConversions())
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return None;
            case IObjectCreationOperation creation:
                return OfCreation(creation);
            case ILocalReferenceOperation local:
                var declared = DeclaredValue(local.Local, context) is { } value ? Of(value, context, depth + 1) : Unknown;
                return declared with { Assignments = declared.Assignments.AddRange(AssignedLater(local.Local.Name, local.Local.DeclaringSyntaxReferences, context)) };
            case var other:
                return context.Origin(other) is { } origin ? Of(origin, context, depth + 1) : OfFactory(other, context, depth);
        }
    }

    private IEnumerable<IOperation> Values(string property) =>
        Assignments.Where(a => a.Target is IPropertyReferenceOperation target && target.Property.Name == property).Select(a => a.Value.WithoutConversions());

    // Under conditions the longest counts: it can be reached.
    private static CookieLifetime? Longest(IEnumerable<IOperation> values, ConsentContext context)
    {
        CookieLifetime? longest = null;
        foreach (var lifetime in values.Select(v => LifetimeEvaluator.Evaluate(v, context)))
        {
            if (longest is not { } known || lifetime.Kind > known.Kind || (lifetime.Kind == known.Kind && (lifetime.Months * 30.4) + lifetime.Rest.TotalDays > (known.Months * 30.4) + known.Rest.TotalDays)) longest = lifetime;
        }
        return longest;
    }

    // A copy constructor's argument can bring anything along.
    private static CookieSettingsFound OfCreation(IObjectCreationOperation creation) =>
        new([.. creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? []], creation.Arguments.Length == 0);

    private static CookieSettingsFound OfFactory(IOperation operation, ConsentContext context, int depth)
    {
        if (operation is not IInvocationOperation { TargetMethod: { IsAbstract: false, IsVirtual: false, DeclaringSyntaxReferences: [var reference] } factory } || !context.Owns(factory)) return Unknown;
        var returned = reference.GetSyntax().DescendantNodes().OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>().ToList();
        if (returned is not [var only]) return Unknown;
        return context.ModelOf(only.SyntaxTree).GetOperation(only) is { } value ? Of(value, context, depth + 1) : Unknown;
    }

    private static IOperation? DeclaredValue(ILocalSymbol local, ConsentContext context) =>
        local.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? context.ModelOf(value.SyntaxTree).GetOperation(value) : null;

    private static IEnumerable<ISimpleAssignmentOperation> AssignedLater(string name, ImmutableArray<SyntaxReference> declarations, ConsentContext context)
    {
        if (declarations is not [var declaration]) return [];
        var scope = declaration.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax);
        return scope is null ? [] : ScopeAssignments.In(scope).OfProperties(name).Select(a => context.ModelOf(a.SyntaxTree).GetOperation(a)).OfType<ISimpleAssignmentOperation>();
    }
}
