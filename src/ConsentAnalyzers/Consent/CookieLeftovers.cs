using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>The cookies of the register that need consent, that this site can delete, and that nothing in it deletes.</summary>
internal sealed class CookieLeftovers(ConsentContext context, CancellationToken cancellationToken)
{
    private const string FirstParty = "first party";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly List<string> _deleted = [];
    private bool _deletesAnything;

    public List<RegisterRow> Find()
    {
        // A third party's cookies are on its own domain, out of reach.
        var rows = context.Register.Rows.Where(r => r.Kind == RegisterKind.Cookie && r.Purposes != ConsentPurposes.None && !r.IsExternal).ToList();
        if (rows.Count == 0) return rows;
        foreach (var tree in context.Compilation.SyntaxTrees) Read(tree);
        if (_deletesAnything) return [];
        return rows.FindAll(r => (r.Provider.Equals(FirstParty, StringComparison.OrdinalIgnoreCase) || _written.Any(name => Matches(r.Name, name))) && !_deleted.Exists(name => Matches(name, r.Name) || Matches(r.Name, name)) && !context.Scripts.MayRewrite(r.Name.TrimEnd('*')));
    }

    private void Read(SyntaxTree tree)
    {
        if (!tree.GetText(cancellationToken).ToString().Contains("ookie")) return;
        var model = context.ModelOf(tree);
        foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.LastName() is not { } name || !context.Decisions.IsCandidateName(name) || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation) continue;
            if (operation.TargetMethod is { Name: "Add", ContainingType.Name: "ConsentCookies" }) Declare(operation);
            else if (context.Decisions.IsDeletion(operation)) Delete(context.Decisions.DeletedName(operation));
            else Write(operation);
        }
    }

    // options.Cookies.Add(ConsentPurpose.Analytics, "_ga", "_ga_*"): the helper deletes them when the purpose is refused.
    private void Declare(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments.Where(a => a.Parameter?.Name == "names"))
        {
            var names = (argument.Value.WithoutConversions() as IArrayCreationOperation)?.Initializer?.ElementValues.Select(n => context.Text(n)).ToList();
            // A list that is known at run time only may hold them all.
            if (names is null || names.Exists(n => n is not { IsComplete: true })) _deletesAnything = true;
            else _deleted.AddRange(names.Select(n => n!.Value.Value));
        }
    }

    private void Delete(KnownText? name)
    {
        if (name is { IsComplete: true, Value: var text }) _deleted.Add(text);
        else _deletesAnything = true;
    }

    private void Write(IInvocationOperation call)
    {
        foreach (var write in CookieWrite.Of(call, context))
        {
            if (write.Name is not { } name) continue;
            if (write.Settings.Lifetime.Lifetime.Kind == LifetimeKind.Past) _deleted.Add(name.ToString());
            else _written.Add(name.ToString());
        }
    }

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith("*", StringComparison.Ordinal) ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == name;
}
