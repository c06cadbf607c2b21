using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS1004 and CNS1005 in scripts: the number becomes the longest that is allowed, in its own unit.</summary>
internal sealed class ScriptLifetimeFixer() : Fixer(Descriptors.CNS1004_CookieLivesTooLong, Descriptors.CNS1005_ConsentKeptTooLong)
{
    private static readonly Regex MaxAge = new(@"max-age\s*=\s*(?<number>\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly double[] Units = [1, 86_400, 86_400_000];

    // What turns one unit into another is not what somebody chose.
    private static readonly double[] Conversions = [24, 60, 1000, 3600, 86_400, 3_600_000, 86_400_000, 365, 30, 7, 12];

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.File is not { } file || request.Document is not { } document) yield break;
        var found = request.Consent.Tags.JudgeLifetimes(file, request.CancellationToken).FirstOrDefault(l => l.Location.SourceSpan == request.Span && l.IsChoice == (request.Finding.Id == Descriptors.CNS1005_ConsentKeptTooLong.Id));
        if (found is null || Shorter(document.WrittenIn(request.Span), found.Lifetime, DaysOf(found.Limit)) is not var (span, number)) yield break;
        yield return new("shorten", Messages.Localizable("Fix_ShortenScript", DaysOf(found.Limit).ToString(CultureInfo.InvariantCulture)), [request.Replace(new(request.Span.Start + span.Start, span.Length), number)]);
    }

    // The shortest span of so many months: 13 months are 390 days at least.
    private static int DaysOf(LifetimeLimit limit) => limit.Months > 0 ? limit.Months * 30 : limit.Days;

    private static (TextSpan Span, string Number)? Shorter(string text, CookieLifetime lifetime, int days)
    {
        var ages = MaxAge.Matches(text);
        if (ages.Count == 1) return (new(ages[0].Groups["number"].Index, ages[0].Groups["number"].Length), Written(days * 86_400d));
        if (ages.Count > 1 || lifetime.Kind != LifetimeKind.Lasting) return null;
        var products = Products(text).ToList();
        var hits = products.SelectMany(p => Units.Where(unit => Math.Abs(p.Value - (lifetime.Rest.TotalDays * unit)) < 0.5).Select(unit => (p.Factors, p.Value, Unit: unit))).ToList();
        return hits.Count == 1 ? Smaller(hits[0].Factors, hits[0].Value, days * hits[0].Unit) : null;
    }

    private static (TextSpan, string)? Smaller(List<(TextSpan Span, double Value)> factors, double value, double limit)
    {
        foreach (var factor in factors.OrderBy(f => Array.IndexOf(Conversions, f.Value) >= 0 && factors.Count > 1))
        {
            var smaller = Math.Floor(limit / (value / factor.Value));
            if (smaller >= 1 && smaller < factor.Value) return (factor.Span, Written(smaller));
        }
        return null;
    }

    // Numbers, and products of numbers: 60 * 60 * 24 * 730, '730'.
    private static IEnumerable<(List<(TextSpan Span, double Value)> Factors, double Value)> Products(string text)
    {
        var tokens = ScriptTokenizer.Tokenize(text);
        for (var i = 0; i < tokens.Length; i++)
        {
            var factors = new List<(TextSpan Span, double Value)>();
            for (; i < tokens.Length && Number(text, tokens[i]) is { } factor; i += 2)
            {
                factors.Add(factor);
                if (i + 1 >= tokens.Length || text.Substring(tokens[i + 1].Start, tokens[i + 1].Length) != "*") break;
            }
            if (factors.Count > 0) yield return (factors, factors.Aggregate(1d, (product, f) => product * f.Value));
        }
    }

    private static (TextSpan, double)? Number(string text, ScriptToken token)
    {
        var span = token.Kind switch
        {
            ScriptTokenKind.Number => new TextSpan(token.Start, token.Length),
            ScriptTokenKind.String when token.Length > 2 => new TextSpan(token.Start + 1, token.Length - 2),
            _ => default,
        };
        return span.Length > 0 && double.TryParse(text.Substring(span.Start, span.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 ? (span, number) : null;
    }

    private static string Written(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
