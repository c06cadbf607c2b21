using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Tests.Verifiers;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>However a write is written and wherever it stands: the check that is put around it compiles, silences the rule, wakes none, and is not offered twice.</summary>
public sealed partial class GatePropertyTests
{
    private const int MembersPerProgram = 25;

    // R is the receiver, N a cookie's name.
    private static readonly string[] Writes =
    [
        "R.Append(N, \"1\")", "R.Append(N, text)", "R.Append(N, \"1\", options)", "R.Append(N, \"1\", new CookieOptions { Secure = true })", "R.Append(N, \"1\", new() { HttpOnly = true })", "R.Append(key: N, value: \"1\")", "R.Append(value: text, key: N)", "R.Append(options: options, key: N, value: \"1\")",
        "R.Append([new(N, \"1\")], options)", "R.Append(\n            N,\n            \"1\")", "R.Append(N, @\"a\nb\")", "R.Append(N, \"\"\"\n            a\n            \"\"\")", "R.Append(N, $\"{text}-{n}\")", "R.Append(N, /* one */ \"1\")", "R.Append(N, text ?? \"1\")", "R\n            .Append(N, \"1\")",
    ];

    private static readonly string[] Receivers =
    [
        "context.Response.Cookies", "response.Cookies", "request.HttpContext.Response.Cookies", "context!.Response.Cookies", "(context.Response).Cookies", "own.Response.Cookies", "this.own.Response.Cookies", "Current.Response.Cookies", "accessor.HttpContext!.Response.Cookies", "maybe?.Response.Cookies", "response.Cookies?", "cookies", "stored", "context.Response\n            // the visitor's\n            .Cookies",
    ];

    private static readonly string[] Names = ["\"_ga\"", "\"_gid\"", "\"_fbp\"", "Name"];

    // S is the statement, E the expression, F a condition, # a number of its own.
    private static readonly string[] Places =
    [
        "S", "S // why", "// why\n        S", "/* why */ S", "{ S }", "S S", "S\n        S", "n++; S n++;", "if (F) S", "if (F)\n            S", "if (F)\n            S\n        else\n            n++;", "if (F) S else n++;", "if (F) n++; else S", "if (F) n++;\n        else\n            S", "if (F) n++;\n        else if (F)\n            S\n        else\n            n--;",
        "if (F)\n            foreach (var c# in text) S\n        else\n            n--;", "if (F) { S } else { S }", "foreach (var c# in text) S", "foreach (var c# in text)\n        {\n            S\n        }", "for (var i# = 0; i# < n; i#++) S", "while (F) { S break; }", "do S while (F);", "switch (n)\n        {\n            case 1:\n                S\n                break;\n            default: S break;\n        }",
        "try { S } catch { n++; } finally { S }", "using (d) S", "lock (text) S", "checked { S }", "Action a# = () => E;", "Action a# = () => { S };", "Action<int> a# = x =>\n            E;", "void L#() => E;\n        L#();", "void L#() { S }\n        L#();", "await Task.Run(() => E);", "await Task.Run(async () => { await Task.Yield(); S });", "Action later# = delegate { S };",
        "#region Cookies\n        S\n        #endregion", "#if NEVER\n        n++;\n#endif\n        S", "if (int.TryParse(text, out var p#)) S", "\n\n        S\n\n", "if (F) return;\n        S", "S\n        return;", "l#: n++;\n        S\n        if (F) goto l#;", "if (n is > 1 and var q#) { S n = q#; }",
    ];

    private static readonly string[] Members =
    [
        "    async Task M#(int n, string text) { PRELUDE PLACE\n        await Task.Yield(); }", "    async Task M#(int n, string text)\n    {\n        PRELUDE\n        PLACE\n        await Task.Yield();\n    }", "    async ValueTask M#<T>(int n, string text) where T : class, new()\n    {\n        await Task.Yield();\n        PRELUDE\n        PLACE\n    }",
        "\tasync Task M#(int n, string text)\n\t{\n\t\tPRELUDE\n\t\tPLACE\n\t\tawait Task.Yield();\n\t}", "    void M#(int n, string text) => E;", "    void M#(int n, string text)\n        => E; // short", "    int P#\n    {\n        set\n        {\n            var (n, text) = (value, \"x\");\n            S\n        }\n    }", "    string P# { set { var (n, text) = (1, value); S } }",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gate_is_always_right(bool withHelper) => PropertyRun.Check(Gen.ArrayOf(Gen.Choose(0, int.MaxValue), MembersPerProgram), Smaller, runs: 6, variants => Mend(variants, withHelper));

    private static IEnumerable<int[]> Smaller(int[] variants) => variants.Length > 1 ? variants.Select(v => new[] { v }) : [];

    private static void Mend(int[] variants, bool withHelper)
    {
        var test = new FixTest("CNS1002", "gate") { Sources = { ("Site.cs", Program(variants)) } };
        if (withHelper) test.References.AddRange(TestReferences.Helper);
        try
        {
            var mended = test.MendAsync().GetAwaiter().GetResult()["Site.cs"];
            // What the author wrote is still there, in its order.
            if (!withHelper) Assert.True(IsWithin(Program(variants), mended), mended);
        }
        catch (Exception failure) when (variants.Length == 1)
        {
            throw new Xunit.Sdk.XunitException($"{failure.Message}\n{Program(variants)}");
        }
    }

    private static bool IsWithin(string written, string mended)
    {
        var at = 0;
        foreach (var c in written.Where(c => !char.IsWhiteSpace(c) && c is not ('=' or '>')))
        {
            at = mended.IndexOf(c, at) + 1;
            if (at == 0) return false;
        }
        return true;
    }

    private static string Program(int[] variants)
    {
        var source = new StringBuilder("class Site(HttpContext context, HttpResponse response, HttpRequest request, IHttpContextAccessor accessor, HttpContext? maybe, CookieOptions options, IDisposable d)\n{\n    private const string Name = \"_gcl_au\";\n    private readonly HttpContext own = context;\n    private readonly IResponseCookies stored = context.Response.Cookies;\n    private HttpContext Current => own;\n\n");
        for (var i = 0; i < variants.Length; i++) source.Append(Member(variants[i], i)).Append("\n\n");
        return source.Append("    private bool F(int n) => n > 2 && maybe is null && request is null && response is null && accessor is null && options is null && d is null;\n}\n").ToString();
    }

    private static string Member(int variant, int number)
    {
        var random = new Random(variant);
        var counter = 0;
        var receiver = Any(Receivers);
        var member = Any(Members).Replace("PRELUDE", receiver == "cookies" ? "var cookies = context.Response.Cookies;" : "_ = n;").Replace("PLACE", Any(Places));
        if (receiver == "cookies" && !member.Contains("var cookies", StringComparison.Ordinal)) receiver = "context.Response.Cookies";
        var own = number.ToString(CultureInfo.InvariantCulture);
        return Letters().Replace(member.Replace("#", own + "_", StringComparison.Ordinal).Replace(own + "_if", "#if", StringComparison.Ordinal).Replace(own + "_endif", "#endif", StringComparison.Ordinal).Replace(own + "_region", "#region", StringComparison.Ordinal).Replace(own + "_endregion", "#endregion", StringComparison.Ordinal), m => m.Value switch
        {
            "S" => Write() + ";",
            "E" => Write(),
            _ => $"F({(counter++).ToString(CultureInfo.InvariantCulture)})",
        });

        string Write() => Receiver().Replace(Any(Writes).Replace(Environment.NewLine, "\n"), m => m.Value == "R" ? receiver : Any(Names));

        string Any(string[] among) => among[random.Next(among.Length)];
    }

    [GeneratedRegex(@"\b[SEF]\b")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\b[RN]\b")]
    private static partial Regex Receiver();
}
