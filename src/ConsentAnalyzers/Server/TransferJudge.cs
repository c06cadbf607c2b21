using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Server;

/// <summary>What a visitor filled in, on its way to somebody else.</summary>
/// <param name="Data">The model, member or form that it comes from.</param>
internal sealed record Transfer(string Recipient, string Data, Location Location, Verdict Verdict);

/// <summary>Finds personal data that goes to a third party for a purpose that nobody wrote down.</summary>
internal sealed class TransferJudge(ConsentContext context)
{
    private const string Rule = "CNS4003";
    private const string AttributeName = "DataTransferAttribute";

    // A text without any of these has no form that leaves the site.
    private static readonly string[] Forms = ["action=\"http", "action='http", "action=http", "action=\"//", "action='//", "action=\"@"];

    private readonly PersonalData _data = new(context);

    /// <summary>Whether the compilation sends any request with a body: asked before anything is registered.</summary>
    public static bool IsWorthwhile(ConsentContext context) => !context.Options.SkipsTests && ServerMentions.In(context.Compilation, ServerMention.Sending);

    /// <summary>The undocumented transfer that a request makes.</summary>
    public Transfer? Judge(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (!OutgoingCalls.IsCandidate(call.TargetMethod.Name) || context.OutgoingCalls.Of(call) is not { Body: { } body, Address: var address } sent) return null;
        // What feeds a tracker is CNS4001's.
        if (ServerTrackerJudge.EndpointOf(sent) is not null || RecipientAt(address) is not { } recipient || CookieJudge.IsNeverRun(call)) return null;
        if (_data.In(body, cancellationToken) is not { } data || IsDocumented(recipient, address.Host) || IsMarked(call)) return null;
        return Say(recipient, data, call.Syntax.PlaceOfUse(), call.TargetMethod.Name, address.Text);
    }

    /// <summary>The undocumented transfers that the forms of a view make.</summary>
    public IEnumerable<Transfer> Judge(AdditionalText file, CancellationToken cancellationToken)
    {
        if (context.Options.SkipsTests || !MarkupFiles.IsMarkup(file.Path) || MarkupFiles.IsScript(file.Path) || MarkupDocument.Read(file, Forms, context, cancellationToken) is not { } document) yield break;
        foreach (var form in document.Elements.Where(e => e is { Name: "form", IsInert: false }))
        {
            if (form.Attributes.FirstOrDefault(a => a.Name == "action") is not { Value: { } } action) continue;
            var written = document.ValueOf(action, context);
            var (host, path) = TagAddress.Split(written);
            if (RecipientAt(new(host.ToLowerInvariant(), path)) is not { } recipient || PersonalField(form, document) is not { } field) continue;
            if (IsDocumented(recipient, host) || IsMarked(document) || (ExemptionComment.Before(form, document) is { IsUsable: true } comment && comment.Rules.Contains(Rule))) continue;
            yield return Say(recipient, field, document.LocationOf(form.StartTag), "form", written);
        }
    }

    private static Transfer Say(string recipient, string data, Location place, string element, string address) =>
        new(recipient, data, place, new Verdict(ConsentStatus.Ungated, "transfer", recipient, recipient, ConsentPurposes.None, ExemptionGround.None, "", "", element, address.Replace(MarkupDocument.CSharp.ToString(), "")));

    // Nobody for the same site, this machine and its network, and for whom visitors expect to deal with.
    private string? RecipientAt(ServerAddress address)
    {
        if (address.Host.Length == 0) return null;
        var known = KnownRecipients.Find(address.Host, address.Path);
        return known is not null ? known.Role == RecipientRole.Expected ? null : known.Name
            : address.HasHost && IsPublic(address.Host) && !IsOwn(address.Host) ? address.Host
            : null;
    }

    private static bool IsPublic(string host) => host.IndexOf('.') > 0 && host.Any(c => c is >= 'a' and <= 'z') && !new[] { ".local", ".localhost", ".internal", ".lan", ".test", ".invalid" }.Any(end => host.EndsWith(end, StringComparison.Ordinal));

    // Contoso.Web may talk to api.contoso.com.
    private bool IsOwn(string host)
    {
        var labels = host.Split('.');
        // contoso.com, contoso.co.uk
        var own = labels.Length > 2 && labels[labels.Length - 2].Length <= 3 ? labels[labels.Length - 3] : labels[labels.Length - 2];
        return (context.Compilation.AssemblyName ?? "").Split('.', '-', '_').Any(word => string.Equals(own.Replace("-", ""), word, StringComparison.OrdinalIgnoreCase));
    }

    private static string? PersonalField(MarkupElement form, MarkupDocument document) => document.Inside(form)
        .Where(e => e.Name is "input" or "textarea" or "select" && e["type"] is not ("hidden" or "submit" or "button"))
        .Select(e => e["type"] is "email" or "tel" ? e["name"] ?? e["type"] : new[] { e["name"], e["asp-for"], e["autocomplete"] }.FirstOrDefault(n => n is not null && PersonalWords.Speak(n)))
        .FirstOrDefault(n => n is not null);

    private bool IsDocumented(string recipient, string host) =>
        NamesOf(recipient, host).Any(name => context.Register.Find(RegisterKind.Transfer, name) is not null)
        || Declared(context.Compilation.Assembly).Any(named => NamesOf(recipient, host).Contains(named, StringComparer.OrdinalIgnoreCase));

    // "Zapier", "hooks.zapier.com", "zapier.com", "zapier"
    private static IEnumerable<string> NamesOf(string recipient, string host)
    {
        yield return recipient;
        var labels = host.Trim('.').Split('.');
        for (var start = 0; start < labels.Length - 1; start++) yield return string.Join(".", labels.Skip(start));
        if (labels.Length > 1) yield return labels[labels.Length - 2];
    }

    // On the method or type that sends, the attribute speaks of what is sent there.
    private bool IsMarked(IOperation call)
    {
        for (var operation = call; operation is not null; operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation lambda && Declared(lambda.Symbol).Any()) return true;
            if (operation is ILocalFunctionOperation local && Declared(local.Symbol).Any()) return true;
        }
        for (var symbol = context.ModelOf(call.Syntax.SyntaxTree).GetEnclosingSymbol(call.Syntax.SpanStart); symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (Declared(symbol).Any()) return true;
        }
        return false;
    }

    private bool IsMarked(MarkupDocument document) =>
        document.View is { Tree: var tree } && tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault() is { } type && context.ModelOf(tree).GetDeclaredSymbol(type) is { } symbol && Declared(symbol).Any();

    // [DataTransfer("recipient", "purpose")], in any namespace; without a purpose it documents nothing.
    private static IEnumerable<string> Declared(ISymbol symbol) => symbol.GetAttributes()
        .Where(a => a.AttributeClass?.Name == AttributeName)
        .Select(a => ConsentAttributes.Words(a.ConstructorArguments).Concat(ConsentAttributes.Words([.. a.NamedArguments.Where(n => n.Key == "Purpose").Select(n => n.Value)])).Where(w => w.Trim().Length > 0).ToList())
        .Where(words => words.Count > 1)
        .Select(words => words[0]);
}
