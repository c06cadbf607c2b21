using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>Somebody declares why a cookie needs no consent: by an attribute, whose reason is left to write, or a row of the register.</summary>
internal static class Exempting
{
    public static IEnumerable<Fix> Fixes(JudgedCookie cookie, SyntaxNode write, SemanticModel model, FixRequest request)
    {
        // Without a name the exemption would be one of everything.
        if (cookie.Write.Name?.ToString() is not { Length: > 0 } name) yield break;
        var known = KnownCookies.Classify(name.AsSpan());
        var grounds = Enum.GetValues(typeof(ExemptionGround)).Cast<ExemptionGround>().Where(g => g != ExemptionGround.None && !Exemptions.Contradicts(g, known)).ToList();
        foreach (var ground in grounds)
        {
            if (Attribute(ground, name, write, model, request) is { } edits) yield return new($"exempt:{ground}", Messages.Localizable("Fix_Exempt", ground.ToString()), [.. edits], Messages.Localizable("Fix_ExemptGroup"));
        }
        if (RegisterEdit.File(request) is not { } register || register.IndexOf(RegisterColumns.Purpose) < 0 || request.Consent.Register.Find(RegisterKind.Cookie, name) is not null) yield break;
        foreach (var ground in grounds)
        {
            var row = RegisterEdit.Append(register, request, new()
            {
                [RegisterColumns.Kind] = "cookie",
                [RegisterColumns.Name] = name,
                [RegisterColumns.Provider] = cookie.Verdict.Provider.Length > 0 ? cookie.Verdict.Provider : "first party",
                [RegisterColumns.Purpose] = ground.ToString(),
                [RegisterColumns.Lifetime] = RegisterEdit.Text(cookie.Write.Settings.Lifetime.Lifetime),
                [RegisterColumns.Source] = "code",
            });
            if (row is { } edit) yield return new($"register:{ground}", Messages.Localizable("Fix_Register", ground.ToString()), [edit], Messages.Localizable("Fix_RegisterGroup"));
        }
    }

    private static IEnumerable<FixEdit>? Attribute(ExemptionGround ground, string name, SyntaxNode write, SemanticModel model, FixRequest request)
    {
        if (TeamAttribute.Find(ConsentAttributes.ExemptName, "ConsentAnalyzers.AspNetCore", request) is not { } attribute || !attribute.Sets("Justification")) return null;
        if (attribute.Word(0, ground.ToString()) is not { } groundText || !attribute.TakesTexts(1)) return null;
        var arguments = $"{groundText}, {SymbolDisplay.FormatLiteral(name, quote: true)}, Justification = \"\"";
        return attribute.PutOnMember(write, arguments, request);
    }
}
