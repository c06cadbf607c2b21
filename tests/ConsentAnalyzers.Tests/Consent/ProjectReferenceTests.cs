using ConsentAnalyzers.Rules.Cookies;
using Microsoft.CodeAnalysis.CSharp;

namespace ConsentAnalyzers.Tests.Consent;

/// <summary>An editor hands over referenced projects as compilations: their symbols have source that belongs to somebody else.</summary>
public sealed class ProjectReferenceTests
{
    [Fact]
    public Task Bodies_of_another_project_are_not_opened()
    {
        var library = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText("""
            using Microsoft.AspNetCore.Http;
            public static class Library
            {
                public static readonly string Field = "promo";
                public static string Name => "promo";
                public static string UserThemeChoice => "Library.17";
                public static bool HasConsent() => true;
                public static bool Ready => true;
                public static CookieOptions Options() { var o = new CookieOptions(); return o; }
            }
            """, cancellationToken: TestContext.Current.CancellationToken)], TestReferences.AspNetCore, new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        return new AnalyzerTest<CookieWithoutConsentAnalyzer>
        {
            References = { library.ToMetadataReference() },
            Sources =
            {
                """
                class C
                {
                    void M(Microsoft.AspNetCore.Http.HttpResponse r)
                    {
                        if (Library.HasConsent()) r.Cookies.Append("_ga", "x", Library.Options());
                        if (Library.Ready) r.Cookies.{|CNS1001:Append(Library.Field, "x", Library.Options())|};
                        var choice = Library.UserThemeChoice;
                        r.Cookies.Append(choice, "x");
                        r.Cookies.{|CNS1001:Append(Library.Name, "x", Library.Options())|};
                    }
                }
                """,
            },
        }.RunAsync();
    }
}
