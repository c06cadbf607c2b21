using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1008: an exemption that gives no reason, or no ground that exists, or that exempts nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExemptionIncompleteAnalyzer() : ConsentAnalyzer(Descriptors.CNS1008_ExemptionIncomplete)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests) return;
        context.RegisterAdditionalFileAction(file => OfComments(file, consent));
        if (consent.Symbols.HasCookies) context.RegisterSyntaxNodeAction(node => OfAttribute(node, consent), SyntaxKind.Attribute);
    }

    private static void OfAttribute(SyntaxNodeAnalysisContext context, ConsentContext consent)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!DeclaredExemption.MayBe(attribute) || !IsReportable(attribute, context.IsGeneratedCode)) return;
        if (DeclaredExemption.At(attribute, context.SemanticModel) is not { } found) return;
        var (exemption, targets) = found;
        if (exemption.Ground == ExemptionGround.None) Report(DeclaredExemption.GroundIn(attribute), Messages.Localizable("Exemption_UnknownGround", exemption.GroundWord, ConsentWords.Grounds));
        else if (IsIdle(exemption, targets[0], consent)) Report(attribute.GetLocation(), Messages.Localizable("Exemption_Nothing"));
        else if (!exemption.IsJustified && !IsVoid(exemption, targets[0], consent)) Report(attribute.GetLocation(), Messages.Localizable("Exemption_NoJustification", exemption.Ground.ToString()));

        void Report(Location place, LocalizableString problem) =>
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1008_ExemptionIncomplete, place, exemption.Names.IsEmpty ? NameOf(targets[0]) : string.Join(", ", exemption.Names), problem));
    }

    // Without names nothing on an assembly is exempt. Whether a name on it is written anywhere, only the whole compilation could tell.
    private static bool IsIdle(DeclaredExemption exemption, ISymbol target, ConsentContext consent) =>
        target is IAssemblySymbol ? exemption.Names.IsEmpty : consent.Reach.IsProvablyIdle(exemption, target);

    // What is void as a whole (CNS1007) needs no reason.
    private static bool IsVoid(DeclaredExemption exemption, ISymbol target, ConsentContext consent)
    {
        ImmutableArray<string> names = target is IFieldSymbol or IPropertySymbol && consent.Reach.ValueOf(target) is { } value ? [value.ToString()] : exemption.Names;
        return !names.IsEmpty && names.All(n => Exemptions.Contradicts(exemption.Ground, KnownCookies.Classify(n.AsSpan())));
    }

    // A constructor and a lambda have no name of their own.
    private static string NameOf(ISymbol target) => target.Name is { Length: > 0 } name && name[0] != '.' ? name : target.ContainingType?.Name ?? "";

    private static void OfComments(AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        if (consent.Tags.Document(file.AdditionalFile, file.CancellationToken) is not { } document) return;
        var seen = new HashSet<TextSpan>();
        foreach (var (element, comment) in ExemptionComment.In(document))
        {
            seen.Add(comment.Span);
            var problem = ProblemOf(comment) ?? (comment.Problem == ExemptionCommentProblem.None && IsIdle(element, comment, document, file, consent) ? Messages.Localizable("Exemption_NothingInMarkup", string.Join(", ", comment.Rules)) : null);
            Report(comment, problem);
        }
        // Comments of scripts, before what is stored.
        foreach (var stored in consent.Tags.JudgeStorage(file.AdditionalFile, file.CancellationToken))
        {
            if (stored.Comment is not { } comment || !seen.Add(comment.Span)) continue;
            Report(comment, ProblemOf(comment));
        }

        void Report(ExemptionComment comment, LocalizableString? problem)
        {
            if (problem is not null) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1008_ExemptionIncomplete, document.LocationOf(comment.Span), comment.Rules.IsEmpty ? comment.Text : string.Join(", ", comment.Rules), problem));
        }
    }

    private static LocalizableString? ProblemOf(ExemptionComment comment) => comment.Problem switch
    {
        ExemptionCommentProblem.UnknownWord => Messages.Localizable("Exemption_UnknownWord", comment.UnknownWord, ConsentWords.Grounds),
        ExemptionCommentProblem.NoReason => Messages.Localizable("Exemption_NoReason"),
        _ => null,
    };

    // Told only where the comment names nothing but rules about tags, and the element says all that it is.
    private static bool IsIdle(MarkupElement element, ExemptionComment comment, MarkupDocument document, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        if (element.IsInert || document.IsHelper(element) || !comment.Rules.All(TagJudge.IsRuleOfATag)) return false;
        if (HasUnknownCSharp(element.Text) || element.Attributes.Any(a => HasUnknownCSharp(document.ValueOf(a, consent)))) return false;
        var tags = consent.Tags.Judge(file.AdditionalFile, file.CancellationToken).Where(t => t.StandsOn(element)).ToList();
        return !tags.Any(t => t.Verdict is { Status: ConsentStatus.Exempt, By: "comment" } || (comment.Ground != ExemptionGround.None && Exemptions.Contradicts(comment.Ground, t.Tracker)));

        static bool HasUnknownCSharp(string text) => text.IndexOf(MarkupDocument.CSharp) >= 0;
    }
}
