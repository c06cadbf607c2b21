using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS4003: a row of the register for the recipient, or an attribute whose purpose a person has to write.</summary>
internal sealed class UndocumentedTransferFixer() : Fixer(Descriptors.CNS4003_UndocumentedTransfer)
{
    private const string AttributeName = "DataTransferAttribute";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        var recipient = request.Property("name");
        if (recipient.Length == 0) yield break;
        if (RegisterEdit.File(request) is { } register && RegisterEdit.Append(register, request, new() { [RegisterColumns.Kind] = "transfer", [RegisterColumns.Name] = recipient, [RegisterColumns.Provider] = recipient, [RegisterColumns.Source] = "code" }) is { } row)
        {
            yield return new("document:register", Messages.Localizable("Fix_TransferRow"), [row], Messages.Localizable("Fix_TransferGroup"));
        }
        if (request is not { Tree: not null, Node: { } node, Model: { } model } || IsDeclared(node, recipient, model)) yield break;
        // Without a purpose it documents nothing: the finding stays until somebody writes one.
        if (TeamAttribute.Find(AttributeName, "ConsentAnalyzers.AspNetCore", request) is { } attribute && attribute.Word(0, recipient) is { } to && attribute.Word(1, "") is { } purpose && attribute.PutOnMember(node, $"{to}, {purpose}", request) is { } edits)
        {
            yield return new("document:attribute", Messages.Localizable("Fix_TransferAttribute"), [.. edits], Messages.Localizable("Fix_TransferGroup"));
        }
    }

    private static bool IsDeclared(SyntaxNode node, string recipient, SemanticModel model) =>
        node.Ancestors().OfType<MemberDeclarationSyntax>().SelectMany(m => m.AttributeLists).Concat(((CompilationUnitSyntax)node.SyntaxTree.GetRoot()).AttributeLists).SelectMany(l => l.Attributes)
            .Any(a => a.Name.LastName() is { } name && AttributeName.StartsWith(name, System.StringComparison.Ordinal) && a.ArgumentList?.Arguments is [{ Expression: var to }, ..] && model.GetConstantValue(to) is { HasValue: true, Value: string text } && text == recipient);
}
