using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>On whose account code runs.</summary>
internal enum ActKind
{
    /// <summary>Nobody can tell: no handler, no caller in this compilation.</summary>
    Unknown,

    /// <summary>The visitor does something: sends a form, clicks.</summary>
    Act,

    /// <summary>An address is opened: GET handlers, middleware, filters, constructors, a component that starts.</summary>
    NoAct,
}

/// <summary>One way on which code is reached.</summary>
/// <param name="Where">What a message says of it: under GET, in a filter …; the key of a text.</param>
/// <param name="Handler">The method or the call that makes it a handler.</param>
/// <param name="HandlerName">The handler's name.</param>
/// <param name="Via">The call on the way there, where the code stands in another method.</param>
/// <param name="Values">The arguments that the calls on the way gave.</param>
internal sealed record RequestPath(ActKind Kind, string Where, SyntaxNode Handler, string HandlerName, SyntaxNode? Via, ValueScope Values);

/// <summary>Whether code runs by an act of the visitor. Told from the handler around it, and for other methods from all their callers.</summary>
internal sealed class RequestActs(ConsentContext context)
{
    private const int DepthLimit = 5;
    private const int MostCallers = 64;

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<SimpleNameSyntax>> _mentions = new(SymbolEqualityComparer.Default);

    /// <summary>Every way on which a place is reached, in the order of paths and places.</summary>
    public IEnumerable<RequestPath> PathsTo(SyntaxNode place, CancellationToken cancellationToken) => PathsTo(place, null, context.Values, [], cancellationToken);

    /// <summary>Whether requests or the visitor's clicks reach a method directly.</summary>
    public bool IsHandler(MethodDeclarationSyntax declaration, CancellationToken cancellationToken) =>
        context.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is { } method
        && (OfMethod(method) is { Kind: not ActKind.Unknown }
            || Mentions(method, cancellationToken).Any(m => CallOf(m) is null && OfDelegate(m.Parent is MemberAccessExpressionSyntax access && access.Name == m ? access : m, context.ModelOf(m.SyntaxTree), cancellationToken).Kind != ActKind.Unknown));

    private IEnumerable<RequestPath> PathsTo(SyntaxNode place, SyntaxNode? via, ValueScope values, ImmutableHashSet<SyntaxNode> visited, CancellationToken cancellationToken)
    {
        if (Function(place.Parent) is not { } function || visited.Count >= DepthLimit || visited.Contains(function)) return [];
        visited = visited.Add(function);
        var model = context.ModelOf(function.SyntaxTree);
        if (function is AnonymousFunctionExpressionSyntax lambda)
        {
            var (kind, where, handler) = OfDelegate(lambda, model, cancellationToken);
            if (kind == ActKind.NoAct && AsksForMethod(function)) return [];
            return where == Inherit ? PathsTo(lambda, via, values, visited, cancellationToken) : Found(kind, where, handler ?? lambda, (handler as InvocationExpressionSyntax)?.Expression.LastName() ?? "", via, values);
        }
        if (function is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) || model.GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol method) return [];
        if (OfMethod(method) is var (known, text))
        {
            var isOpen = known == ActKind.NoAct && (AsksForMethod(function) || (text == "Get" && IsPostedByMarkup(method)));
            return isOpen ? [] : Found(known, text, function, method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, via, values);
        }
        return Mentions(method, cancellationToken).SelectMany(mention => ThroughCaller(method, mention, via, values, visited, cancellationToken));
    }

    private static IEnumerable<RequestPath> Found(ActKind kind, string where, SyntaxNode handler, string name, SyntaxNode? via, ValueScope values) =>
        kind == ActKind.Unknown ? [] : [new(kind, where, handler, name, via, values)];

    private IEnumerable<RequestPath> ThroughCaller(IMethodSymbol method, SimpleNameSyntax mention, SyntaxNode? via, ValueScope values, ImmutableHashSet<SyntaxNode> visited, CancellationToken cancellationToken)
    {
        var model = context.ModelOf(mention.SyntaxTree);
        if (CallOf(mention) is { } call)
        {
            var arguments = model.GetOperation(call, cancellationToken) is IInvocationOperation operation ? operation.Arguments : [];
            return PathsTo(call, via ?? call, values.Inside(method, arguments), visited, cancellationToken);
        }
        // MapPost("/choice", Decide); EventCallback.Factory.Create(this, Accept)
        ExpressionSyntax group = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
        var (kind, where, handler) = OfDelegate(group, model, cancellationToken);
        return where == Inherit ? PathsTo(group, via, values, visited, cancellationToken) : Found(kind, where, handler ?? group, mention.Identifier.ValueText, via, values);
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax mention)
    {
        ExpressionSyntax called = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention.Parent is MemberBindingExpressionSyntax binding ? binding : mention;
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called ? call : null;
    }

    // What a delegate is handed to.
    private const string Inherit = "Inherit";

    private static (ActKind Kind, string Where, SyntaxNode? Handler) OfDelegate(ExpressionSyntax handler, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode outermost = handler;
        while (outermost.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) outermost = outermost.Parent;
        switch (outermost.Parent)
        {
            // app.Use(next => async context => …)
            case AnonymousFunctionExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return (ActKind.Unknown, Inherit, null);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return OfCall(call, model, cancellationToken);
            default:
                return (ActKind.Unknown, "", null);
        }
    }

    private static (ActKind Kind, string Where, SyntaxNode? Handler) OfCall(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (call.Expression.LastName())
        {
            case "MapGet" or "MapFallback":
                return (ActKind.NoAct, "Get", call);
            case "MapPost" or "MapPut" or "MapDelete" or "MapPatch":
                return (ActKind.Act, "", call);
            case "MapMethods" when call.ArgumentList.Arguments is [_, { Expression: var methods }, ..]:
                return methods.ToString().ToUpperInvariant() is var verbs && (verbs.Contains("POST") || verbs.Contains("PUT") || verbs.Contains("DELETE") || verbs.Contains("PATCH")) ? (ActKind.Act, "", call)
                    : verbs.Contains("GET") ? (ActKind.NoAct, "Get", call) : (ActKind.Unknown, "", null);
            case "Use" or "Run" when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ContainingType.Name: "UseExtensions" or "RunExtensions" or "IApplicationBuilder" or "WebApplication" }:
                return (ActKind.NoAct, "Middleware", call);
            case "Create" or "CreateInferred" when call.Expression is MemberAccessExpressionSyntax { Expression: var factory } && factory.LastName() == "Factory":
                return (ActKind.Act, "", call);
            case "OnStarting" or "OnCompleted" or "Run" or "StartNew" or "ForEach" or "InvokeAsync" or "Select" or "Where":
                return (ActKind.Unknown, Inherit, null);
            default:
                return (ActKind.Unknown, "", null);
        }
    }

    // Null: no handler, so that the callers tell.
    private static (ActKind Kind, string Where)? OfMethod(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.LocalFunction) return null;
        var type = method.ContainingType;
        var role = RoleOf(type);
        if (method.MethodKind == MethodKind.Constructor) return role is Role.None or Role.Filter or Role.Middleware || method.IsStatic ? (ActKind.Unknown, "") : (ActKind.NoAct, "Constructor");
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)) return (ActKind.Unknown, "");
        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        if (name is "Invoke" or "InvokeAsync" && method.Parameters is [{ Type.Name: "HttpContext" }, ..]) return (ActKind.NoAct, "Middleware");
        switch (role)
        {
            case Role.Filter when IsFilterEvent(name) || (name == "InvokeAsync" && type.AllInterfaces.Any(i => i.Name == "IEndpointFilter")):
                return (ActKind.NoAct, "Filter");
            case Role.Controller or Role.Page when IsFilterEvent(name):
                return (ActKind.NoAct, "Filter");
            case Role.Controller when IsPublic(method):
                return OfAction(method);
            case Role.Page when IsPublic(method) && name.StartsWith("On", StringComparison.Ordinal) && name.Length > 2 && char.IsUpper(name[2]):
                return name.StartsWith("OnGet", StringComparison.Ordinal) || name.StartsWith("OnHead", StringComparison.Ordinal) ? (ActKind.NoAct, "Get") : (ActKind.Act, "");
            // The markup of a page or view: whoever opens it runs it.
            case Role.Page or Role.View when name == "ExecuteAsync" && method.IsOverride:
            case Role.View when name is "Invoke" or "InvokeAsync" or "Process" or "ProcessAsync":
                return (ActKind.NoAct, "Rendering");
            case Role.Component when IsStart(name) && method.IsOverride:
                return (ActKind.NoAct, "Start");
            default:
                return null;
        }
    }

    private static bool IsPublic(IMethodSymbol method) => method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } && !method.GetAttributes().Any(a => a.AttributeClass?.Name is "NonActionAttribute" or "NonHandlerAttribute");

    /// <summary>Whether a method of this name is one that the framework calls on filters.</summary>
    public static bool IsFilterEvent(string name) => name is "OnActionExecuting" or "OnActionExecuted" or "OnActionExecutionAsync" or "OnResultExecuting" or "OnResultExecuted" or "OnResultExecutionAsync" or "OnAuthorization" or "OnAuthorizationAsync"
        or "OnResourceExecuting" or "OnResourceExecuted" or "OnResourceExecutionAsync" or "OnPageHandlerSelected" or "OnPageHandlerSelectionAsync" or "OnPageHandlerExecuting" or "OnPageHandlerExecuted" or "OnPageHandlerExecutionAsync";

    private static bool IsStart(string name) => name is "OnInitialized" or "OnInitializedAsync" or "OnParametersSet" or "OnParametersSetAsync" or "OnAfterRender" or "OnAfterRenderAsync" or "SetParametersAsync" or "BuildRenderTree";

    private static (ActKind Kind, string Where) OfAction(IMethodSymbol action)
    {
        var verbs = new List<string>();
        foreach (var attribute in action.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "HttpGetAttribute" or "HttpHeadAttribute": verbs.Add("GET"); break;
                case "HttpPostAttribute" or "HttpPutAttribute" or "HttpDeleteAttribute" or "HttpPatchAttribute" or "HttpOptionsAttribute": verbs.Add("POST"); break;
                case "AcceptVerbsAttribute": verbs.AddRange(ConsentAttributes.Words(attribute.ConstructorArguments).Select(v => v.ToUpperInvariant())); break;
                // A verb attribute of the project's own.
                case { } name when name.StartsWith("Http", StringComparison.Ordinal): return (ActKind.Unknown, "");
            }
        }
        // Without a verb an action answers every one of them, GET too.
        return verbs.Count == 0 || verbs.Contains("GET") ? (ActKind.NoAct, "Get") : (ActKind.Act, "");
    }

    private enum Role
    {
        None,
        Controller,
        Page,
        View,
        Component,
        Filter,
        Middleware,
    }

    private static Role RoleOf(INamedTypeSymbol type)
    {
        for (var @base = type; @base is not null; @base = @base.BaseType)
        {
            switch (@base.Name)
            {
                case "ControllerBase": return Role.Controller;
                case "PageModel" or "PageBase": return Role.Page;
                case "RazorPageBase" or "ViewComponent" or "TagHelper" or "TagHelperComponent": return Role.View;
                case "ComponentBase": return Role.Component;
            }
            if (@base.GetAttributes().Any(a => a.AttributeClass?.Name is "ControllerAttribute" or "ApiControllerAttribute")) return Role.Controller;
        }
        return type.AllInterfaces.Any(i => i.Name is "IFilterMetadata" or "IEndpointFilter") ? Role.Filter : type.AllInterfaces.Any(i => i.Name == "IMiddleware") ? Role.Middleware : Role.None;
    }

    // if (HttpMethods.IsPost(Request.Method)) …, Request.Form: the handler tells the verbs apart itself.
    private static bool AsksForMethod(SyntaxNode function) => function.DescendantNodes().Any(n => n switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "HttpMethods" or "IsPost" or "HasFormContentType" or "ReadFormAsync" } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Method" or "Form", Expression: var request } => request.LastName() is { } name && name.EndsWith("equest", StringComparison.Ordinal),
        _ => false,
    });

    // An action without a verb that a form or a script posts to: how it is meant is plain. [HttpGet] is plain too.
    private bool IsPostedByMarkup(IMethodSymbol action) => RoleOf(action.ContainingType) == Role.Controller && !action.GetAttributes().Any(a => a.AttributeClass?.Name is "HttpGetAttribute" or "AcceptVerbsAttribute")
        && context.AnalyzerOptions.AdditionalFiles.Where(f => MarkupFiles.IsMarkup(f.Path)).Select(f => f.GetText()?.ToString()).OfType<string>()
            .Any(t => t.IndexOf(action.Name, StringComparison.OrdinalIgnoreCase) >= 0 && t.IndexOf("post", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The places that call a method, or what it implements or overrides, or make a delegate of it.</summary>
    public ImmutableArray<SimpleNameSyntax> Mentions(IMethodSymbol method, CancellationToken cancellationToken) =>
        _mentions.TryGetValue(method, out var known) ? known : _mentions.GetOrAdd(method, FindMentions(method, cancellationToken));

    private ImmutableArray<SimpleNameSyntax> FindMentions(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        var wanted = new HashSet<ISymbol>(Declarations(method), SymbolEqualityComparer.Default);
        var scopes = method.MethodKind == MethodKind.LocalFunction || method.DeclaredAccessibility == Accessibility.Private && method.ExplicitInterfaceImplementations.IsEmpty
            ? method.DeclaringSyntaxReferences.Select(r => r.SyntaxTree).Concat(method.ContainingType.DeclaringSyntaxReferences.Select(r => r.SyntaxTree)).Distinct()
            : context.Compilation.SyntaxTrees.Where(t => t.GetText(cancellationToken).ToString().Contains(name));
        return [.. scopes.OrderBy(t => t.FilePath, StringComparer.Ordinal)
            .SelectMany(t => t.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            .Where(n => n.Identifier.ValueText == name && !IsNameOf(n) && SymbolOf(n, cancellationToken) is { } symbol && wanted.Contains(symbol.OriginalDefinition)).Take(MostCallers)];
    }

    private IMethodSymbol? SymbolOf(SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        var model = context.ModelOf(name.SyntaxTree);
        // A method given for any delegate, as in MapGet(…, Handle), binds to no symbol.
        var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol as IMethodSymbol ?? (model.GetMemberGroup(name, cancellationToken) is [IMethodSymbol only] ? only : null);
        return symbol?.ReducedFrom ?? symbol;
    }

    private static bool IsNameOf(SyntaxNode name) => name.Ancestors().OfType<InvocationExpressionSyntax>().Any(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" });

    // The method, what it overrides, and what it implements.
    private static IEnumerable<ISymbol> Declarations(IMethodSymbol method)
    {
        yield return method.OriginalDefinition;
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod) yield return overridden.OriginalDefinition;
        foreach (var @explicit in method.ExplicitInterfaceImplementations) yield return @explicit.OriginalDefinition;
        if (method.IsStatic || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type) yield break;
        foreach (var candidate in type.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate), method)) yield return candidate.OriginalDefinition;
        }
    }

    private static SyntaxNode? Function(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or TypeDeclarationSyntax) return node;
        }
        return null;
    }
}
