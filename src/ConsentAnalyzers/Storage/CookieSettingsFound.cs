using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>One property that the code sets for a cookie, under the name that <c>CookieOptions</c> has for it.</summary>
/// <param name="Syntax">What sets it: the assignment.</param>
internal sealed record CookieSetting(string Property, IOperation Value, SyntaxNode Syntax, ValueScope Scope)
{
    public CookieLifetime Lifetime => LifetimeEvaluator.Evaluate(Value, Scope);

    public bool IsTrue => (Scope.Origin(Value) ?? Value).WithoutConversions().ConstantValue is { HasValue: true, Value: true };
}

/// <summary>A lifetime and what sets it; nothing does for a session cookie.</summary>
internal readonly record struct LifetimeFound(CookieLifetime Lifetime, CookieSetting? Setting = null, SyntaxNode? Written = null)
{
    /// <summary>The place to mend: the assignment, the caller's argument that it hands on, or the header's text.</summary>
    public SyntaxNode? Syntax => Written ?? CallersArgument ?? Setting?.Syntax;

    /// <summary>The argument of a wrapper's call without which the lifetime would not be known; <see langword="null"/> when the assignment says it alone.</summary>
    public SyntaxNode? CallersArgument => Setting is { } setting && LifetimeEvaluator.Evaluate(setting.Value, new(setting.Scope.Context)).Kind == LifetimeKind.Unknown ? Outermost(setting.Value, setting.Scope) : null;

    private static SyntaxNode? Outermost(IOperation value, ValueScope scope)
    {
        SyntaxNode? found = null;
        for (var (argument, depth) = (ArgumentIn(value, scope), 0); argument is not null && depth < 4; (argument, depth) = (ArgumentIn(argument.Value, scope), depth + 1)) found = argument.Syntax;
        return found;
    }

    private static IArgumentOperation? ArgumentIn(IOperation value, ValueScope scope) => value.DescendantsAndSelf().Select(scope.ArgumentOf).FirstOrDefault(a => a is not null);
}

/// <summary>What the code sets for a cookie: in an initializer, by assignments to the variable, in a factory, on a <c>CookieBuilder</c>, in a header's text.</summary>
/// <param name="IsComplete">Whether nothing else can set them; otherwise a property not found is unknown.</param>
internal sealed record CookieSettingsFound(ImmutableArray<CookieSetting> Settings, bool IsComplete)
{
    private const int DepthLimit = 4;

    public static readonly CookieSettingsFound None = new([], true);

    public static readonly CookieSettingsFound Unknown = new([], false);

    /// <summary>The lifetime of a header's text, which no property sets.</summary>
    public LifetimeFound? Written { get; init; }

    /// <summary><c>IsEssential = true</c>: the framework's policy lets the cookie pass.</summary>
    public CookieSetting? Essential => Settings.FirstOrDefault(s => s.Property == "IsEssential" && s.IsTrue);

    public LifetimeFound Lifetime
    {
        get
        {
            if (Written is { } written) return written;
            // RFC 6265 section 5.3: Max-Age wins over Expires.
            var maxAge = Longest("MaxAge");
            if (maxAge is { Lifetime.Kind: not LifetimeKind.Session }) return maxAge.Value;
            return Longest("Expires") ?? maxAge ?? new(IsComplete ? CookieLifetime.Session : CookieLifetime.Unknown);
        }
    }

    public static CookieSettingsFound Of(IOperation options, ValueScope scope, int depth = 0)
    {
        if (depth > DepthLimit) return Unknown;
        switch (options.WithoutConversions())
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return None;
            case IObjectCreationOperation creation:
                return OfCreation(creation, scope, depth);
            case ILocalReferenceOperation local:
                var declared = DeclaredValue(local.Local, scope.Context) is { } value ? Of(value, scope, depth + 1) : Unknown;
                return declared with { Settings = declared.Settings.AddRange(AssignedLater(local.Local.Name, local.Local.DeclaringSyntaxReferences, scope)) };
            case IParameterReferenceOperation parameter when scope.ArgumentOf(parameter) is { Value: { } argument }:
                // A wrapper may set more on the options that it is given.
                var handed = Of(argument, scope, depth + 1);
                return handed with { Settings = handed.Settings.AddRange(AssignedIn(BodyOf(parameter.Parameter), parameter.Parameter.Name, scope)) };
            case IInvocationOperation { TargetMethod.Name: "Build", Instance: { } builder } when scope.Context.Symbols.IsCookieBuilder(builder.Type):
                // CookieBuilder.Build copies its properties and adds nothing.
                return Of(builder, scope, depth + 1);
            case IInvocationOperation { TargetMethod: { IsAbstract: false, IsVirtual: false } factory } call when scope.Context.Owns(factory):
                return OfFactory(call, scope, depth);
            case var other:
                return scope.Origin(other) is { } origin ? Of(origin, scope, depth + 1) : Unknown;
        }
    }

    /// <summary>The settings that an initializer or a property assignment makes: <c>Expires</c>, or <c>Expiration</c> of a builder.</summary>
    public static CookieSetting Setting(ISimpleAssignmentOperation assignment, ValueScope scope)
    {
        var property = assignment.Target is IPropertyReferenceOperation { Property.Name: var name } ? name : "";
        return new(property == "Expiration" ? "Expires" : property, assignment.Value.WithoutConversions(), assignment.Syntax, scope);
    }

    // Under conditions the longest counts: it can be reached.
    private LifetimeFound? Longest(string property)
    {
        LifetimeFound? longest = null;
        foreach (var setting in Settings.Where(s => s.Property == property))
        {
            var lifetime = setting.Lifetime;
            if (longest is not { } known || lifetime.IsLongerThan(known.Lifetime)) longest = new(lifetime, setting);
        }
        return longest;
    }

    private static CookieSettingsFound OfCreation(IObjectCreationOperation creation, ValueScope scope, int depth)
    {
        var own = (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? []).Select(a => Setting(a, scope)).ToImmutableArray();
        if (creation.Arguments.IsEmpty) return new(own, true);
        // A copy takes over what it does not set itself; any other argument can bring anything along.
        if (creation.Arguments is not [{ Value: { } copied }] || !scope.Context.Symbols.IsCookieOptions(copied.Type)) return new(own, creation.Type?.Name == "SetCookieHeaderValue");
        var others = Of(copied, scope, depth + 1);
        return others with { Settings = own.AddRange(others.Settings.Where(o => own.All(s => s.Property != o.Property))) };
    }

    private static CookieSettingsFound OfFactory(IInvocationOperation call, ValueScope scope, int depth)
    {
        var declaration = call.TargetMethod.DeclaringSyntaxReferences[0].GetSyntax();
        var arrow = declaration switch
        {
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax function => function.ExpressionBody?.Expression,
            _ => null,
        };
        var returned = arrow is not null ? [arrow] : declaration.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax).OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>().ToList();
        if (returned.Count == 0) return Unknown;
        var inside = scope.Inside(call.TargetMethod, call.Arguments);
        // Several returns: what any of them sets can be reached.
        var all = returned.Select(r => scope.Context.ModelOf(r.SyntaxTree).GetOperation(r) is { } value ? Of(value, inside, depth + 1) : Unknown).ToList();
        return new([.. all.SelectMany(a => a.Settings).Distinct()], all.All(a => a.IsComplete));
    }

    private static IOperation? DeclaredValue(ILocalSymbol local, ConsentContext context) =>
        local.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? context.ModelOf(value.SyntaxTree).GetOperation(value) : null;

    private static IEnumerable<CookieSetting> AssignedLater(string name, ImmutableArray<SyntaxReference> declarations, ValueScope scope) =>
        AssignedIn(declarations is [var declaration] ? declaration.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax) : null, name, scope);

    private static SyntaxNode? BodyOf(IParameterSymbol parameter) => parameter.DeclaringSyntaxReferences is [var declaration] ? declaration.GetSyntax().FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()?.Body : null;

    private static IEnumerable<CookieSetting> AssignedIn(SyntaxNode? block, string name, ValueScope scope) =>
        block is null || !scope.Context.Compilation.ContainsSyntaxTree(block.SyntaxTree) ? [] : ScopeAssignments.In(block).OfProperties(name).Select(a => scope.Context.ModelOf(a.SyntaxTree).GetOperation(a)).OfType<ISimpleAssignmentOperation>().Select(a => Setting(a, scope));
}
