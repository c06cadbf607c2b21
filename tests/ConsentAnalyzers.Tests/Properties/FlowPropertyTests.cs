using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Rules.Cookies;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>However statements are nested, a check around a write is never lost, and none is invented.</summary>
public sealed partial class FlowPropertyTests
{
    // S is what is nested, N anything that has nothing to do with it, F a condition, # a number of its own.
    private static readonly string[] Around =
    [
        "if (F) { S }", "if (F) { N } else { S }", "if (F) { S } else { N }", "if (F) { } else if (F) { S } else { N }", "if (F) { N } S", "if (F) return; S", "if (F) { N return; } S",
        "while (F) { S }", "while (F) { N S }", "do { S } while (F);", "for (var i# = 0; i# < n; i#++) { S }", "foreach (var x# in text) { S }", "foreach (var x# in text) { if (F) continue; S }", "foreach (var x# in text) { if (F) break; S N }", "await foreach (var x# in stream) { S }",
        "try { S } catch { N }", "try { S } finally { F2(); }", "try { N } catch { S }", "try { N } catch (InvalidOperationException) when (F) { S } finally { F2(); }", "try { N S } catch { N } finally { n--; }",
        "switch (n) { case 1: S break; default: N break; }", "switch (n) { case 1: N break; case 2 when F: { S break; } }", "switch (n) { default: S break; }", "switch (text) { case { Length: > 3 }: S break; case null: N break; }",
        "using (d) { S }", "{ using var u# = d; S }", "{ S }", "N S", "S N", "checked { S }", "N N S N",
    ];

    private static readonly string[] Guards =
    [
        "if (G) { S }", "if (!G) return; S", "if (!G) { N return; } S", "if (!G) throw new Exception(); S", "if (!G) { N } else { S }", "if (G && F) { S }", "if (F && G) { S }", "if (!G || F) return; S", "if (F || !G) return; S", "if (!(G && F)) { N } else { S }",
        "var g# = G; if (g#) { S }", "var g# = F && G; if (!g#) return; S", "while (G) { S break; }", "for (; G;) { S break; }", "foreach (var x# in text) { if (!G) continue; S }", "foreach (var x# in text) { if (!G) break; S }", "switch (G) { case true: S break; }", "switch (n) { case 1 when G: S break; }",
        "if (G is true) { S }", "if (G == false) return; S", "if (F ? G : false) { S }", "switch (G) { case false: return; } S", "do { if (!G) break; S } while (F);", "try { if (!G) return; S } catch { N }", "bool g#; if (g# = G) { S }",
    ];

    // Checks that end before the write, or say the opposite.
    private static readonly string[] Noise =
    [
        "F2();", "n++;", "if (F) n++;", "if (F) return;", "try { F2(); } catch { }", "while (F) { n--; }", "text += n;", "Action a# = () => F2();", "var l# = F;", "if (F) throw new Exception();", "for (var j# = 0; j# < 2; j#++) { if (F) break; }",
        "if (G) { F2(); }", "if (!G) { F2(); }", "if (G) { n++; } else { F2(); }", "var c# = G;", "var c# = !G; if (c#) n++;", "if (G && F) F2();", "foreach (var y# in text) { if (!G) continue; F2(); }", "switch (G) { case true: F2(); break; }", "void Local#() { if (!Allowed()) return; F2(); }", "Action b# = () => { if (!Allowed()) return; F2(); };", "if (F) { if (G) F2(); else return; }", "while (G) { F2(); break; }",
    ];

    private static readonly string[] Checks = ["consent.Allows(Purpose.Analytics)", "await consent.AllowsAsync(Purpose.Analytics)", "(feature?.CanTrack ?? false)", "(feature?.CanTrack == true)", "Allowed()"];

    private static readonly string[] Conditions = ["ready", "n > 1", "text.Length == n", "!ready", "F2() > n", "ready && n < 3"];

    private const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;

        enum Purpose { Necessary, Analytics, Advertising }
        interface IConsentService { bool Allows(Purpose purpose); Task<bool> AllowsAsync(Purpose purpose); }
        class Site(HttpContext context, IConsentService consent, bool ready, IDisposable d)
        {
            int F2() => context.Connection.LocalPort;
            bool Allowed() => consent.Allows(Purpose.Analytics);

        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> CookieRules = [new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer()];

    [Fact]
    public void A_check_is_never_lost() => PropertyRun.Check(Gen.ArrayOf(Any(isGuarded: true), 40), Smaller, runs: 2, methods => Assert.Empty(Reported(methods)));

    [Fact]
    public void No_check_is_invented() => PropertyRun.Check(Gen.ArrayOf(Any(isGuarded: false), 40), Smaller, runs: 2, methods => Assert.Equal(Enumerable.Range(0, methods.Length).Select(i => $"CNS1002 in M{i}"), Reported(methods)));

    private static Gen<Method> Any(bool isGuarded) =>
        from levels in Gen.Choose(0, 6).SelectMany(count => Gen.ArrayOf(Gen.Elements(Around), count))
        from at in Gen.Choose(0, levels.Length)
        from guard in Gen.Elements(Guards)
        from check in Gen.Elements(Checks)
        from variant in Gen.Choose(0, int.MaxValue)
        select isGuarded ? new Method([.. levels[..at], guard, .. levels[at..]], at, check, variant) : new Method(levels, -1, check, variant);

    private static IEnumerable<Method[]> Smaller(Method[] methods) => methods.Length > 1 ? methods.Select(m => new[] { m }) : methods.SelectMany(m => m.Smaller()).Select(m => new[] { m });

    private static IEnumerable<string> Reported(Method[] methods)
    {
        var source = new StringBuilder(Frame);
        var starts = new List<int>();
        foreach (var method in methods)
        {
            starts.Add(source.Length);
            source.Append($"    async Task M{starts.Count - 1}(int n, string text, ITrackingConsentFeature? feature, IAsyncEnumerable<int> stream) {{ await Task.Yield(); {method} }}\n");
        }
        var test = new AnalyzerTest(CookieRules);
        test.Sources.Add(("Site.cs", source.Append('}').ToString(), MarkupOptions.None));
        var project = new TestProject(test);
        Assert.True(project.CompilerErrors.IsEmpty, string.Join("\n", project.CompilerErrors));
        var findings = new CompilationWithAnalyzers(project.Compilation, CookieRules, project.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return findings.OrderBy(d => d.Location.SourceSpan.Start).Select(d => $"{d.Id} in M{starts.FindLastIndex(s => s <= d.Location.SourceSpan.Start)}").ToList();
    }

    /// <summary>What is nested around the write, from the outside in; the check stands at one of the levels, or nowhere.</summary>
    private sealed record Method(string[] Levels, int Guard, string Check, int Variant)
    {
        public override string ToString()
        {
            var random = new Random(Variant);
            var number = 0;
            return Write(0);

            string Write(int level) => level == Levels.Length ? "context.Response.Cookies.Append(\"_ga\", text);" : Fill(Levels[level], level);

            string Fill(string template, int level)
            {
                var own = (number++).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Letters().Replace(template.Replace("#", own, StringComparison.Ordinal), m => m.Value switch
                {
                    "S" => Write(level + 1),
                    "N" => Fill(Noise[random.Next(Noise.Length)], level),
                    "G" => Check,
                    _ => Conditions[random.Next(Conditions.Length)],
                });
            }
        }

        public IEnumerable<Method> Smaller()
        {
            for (var i = 0; i < Levels.Length; i++)
            {
                if (i != Guard) yield return this with { Levels = [.. Levels[..i], .. Levels[(i + 1)..]], Guard = i < Guard ? Guard - 1 : Guard };
            }
        }
    }

    [GeneratedRegex(@"\b[SNGF]\b")]
    private static partial Regex Letters();
}
