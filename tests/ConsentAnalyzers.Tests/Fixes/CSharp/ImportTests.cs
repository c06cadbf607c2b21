using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.CSharp;

public sealed class ImportTests
{
    private const string Added = "using Microsoft.AspNetCore.Http.Features;\n";

    // § is where the using belongs.
    [Theory]
    [InlineData("using System.Text;\n§using Microsoft.Extensions.Options;\n\n")]
    [InlineData("using System.Text;\n§\n")]
    [InlineData("using System.Text;\nusing Microsoft.Extensions.Options;\nusing System.Linq;\n§\n")]
    [InlineData("§using Microsoft.Extensions.Options;\nusing System.Text;\n\n")]
    [InlineData("using microsoft = System.Text;\nusing Microsoft.AspNetCore.Http;\n§using Microsoft.Extensions.Options;\n\n")]
    [InlineData("using Microsoft.AspNetCore.Http;\n§using Microsoft.Extensions.Options; // options\nusing Microsoft.Net.Http.Headers;\n\n")]
    [InlineData("using System.Text;\n§using static System.Math;\nusing Zebra = System.Text.Json;\n\n")]
    [InlineData("global using System.Text;\n§\n")]
    [InlineData("§using System.Text;\n#if !NEVER\nusing System.Xml;\n#endif\n\n")]
    public Task Beside_others(string head) => Verify.FixAsync("CNS1002", "gate", head.Replace("§", "") + Class(Bare), head.Replace("§", Added) + Class(Guarded));

    [Theory]
    [InlineData("", "")]
    [InlineData("// Licence\n// of the file\n\n", "")]
    [InlineData("// Licence\n", "namespace A;\n\n")]
    [InlineData("", "/// <summary>The class.</summary>\n")]
    [InlineData("#nullable enable\n", "")]
    [InlineData("#define X\n", "\n")]
    public Task As_the_first(string before, string behind) => Verify.FixAsync("CNS1002", "gate", before + behind + Class(Bare), before + Added + "\n" + behind + Class(Guarded));

    [Fact]
    public Task In_a_namespace() => Verify.FixAsync("CNS1002", "gate", "namespace A\n{\n    using System.Text;\n\n" + Class(Bare) + "}\n", "namespace A\n{\n    using System.Text;\n    " + Added + "\n" + Class(Guarded) + "}\n");

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Http.Features;\n\n")]
    [InlineData("global using Microsoft.AspNetCore.Http.Features;\n\n")]
    [InlineData("namespace Microsoft.AspNetCore.Http.Features.A;\n\n")]
    public Task Not_where_it_is_known(string head) => Verify.FixAsync("CNS1002", "gate", head + Class(Bare), head + Class(Guarded));

    private const string Bare = "context.Response.Cookies.Append(\"_ga\", \"1\");";
    private const string Guarded = "if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            context.Response.Cookies.Append(\"_ga\", \"1\");\n        }";

    private static string Class(string code) => "class C\n{\n    void M(HttpContext context)\n    {\n        " + code + "\n    }\n}\n";
}
