using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

/// <summary>CNS1009 and CNS1010.</summary>
public sealed class PurposeFixerTests
{
    private const string Write = "context.Response.Cookies.Append(\"_ga\", \"1\");";

    [Theory]
    [InlineData("if (consent.Allows(Purpose.Advertising)) " + Write, "if (consent.Allows(Purpose.Analytics)) " + Write)]
    [InlineData("if (all && consent.Allows(Purpose.Advertising))\n        {\n            " + Write + "\n        }", "if (all && consent.Allows(Purpose.Analytics))\n        {\n            " + Write + "\n        }")]
    [InlineData("if (!consent.Allows(Purpose.Advertising)) return;\n        " + Write, "if (!consent.Allows(Purpose.Analytics)) return;\n        " + Write)]
    [InlineData("if (consent.AdvertisingAllowed) " + Write, "if (consent.Allows(Purpose.Analytics)) " + Write)]
    public Task Check_for_another_purpose(string code, string mended) => Verify.FixAsync("CNS1009", "purpose", Body(code), Body(mended));

    [Theory]
    [InlineData("if (consent.Allows(Purpose.Advertising)) { " + Write + " context.Response.Cookies.Append(\"_fbp\", \"1\"); }")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) " + Write + " else all = false;")]
    public Task Check_that_guards_more_is_left(string code) => Verify.NoFixAsync("CNS1009", "purpose", Body(code));

    [Fact]
    public Task Another_question_than_consent_stays() => Verify.NoFixAsync("CNS1009", "purpose", """
        [System.AttributeUsage(System.AttributeTargets.Method)]
        class RequiresConsentAttribute(string purpose) : System.Attribute { public string Purpose => purpose; }

        class Measurement
        {
            [RequiresConsent("Analytics")]
            public void Start(HttpContext context)
            {
                if (!context.Request.Query.ContainsKey("gclid")) return;
                context.Response.Cookies.Append("_gcl_au", "1");
            }
        }
        """);

    [Fact]
    public Task Gate_for_another_purpose() => Verify.FixWithHelperAsync("CNS1009", "purpose", "using ConsentAnalyzers.AspNetCore;\n\nclass C\n{\n    void M(HttpResponse response) => response.AppendCookieIfConsented(ConsentPurpose.Advertising, \"_ga\", \"1\");\n}\n", "using ConsentAnalyzers.AspNetCore;\n\nclass C\n{\n    void M(HttpResponse response) => response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\");\n}\n");

    [Theory]
    [InlineData("if (consent.CanTrack) " + Write, "if (consent.Allows(Purpose.Analytics)) " + Write)]
    [InlineData("if (consent.CanTrack)\n        {\n            " + Write + "\n            all = false;\n        }", "if (consent.CanTrack)\n        {\n            if (consent.Allows(Purpose.Analytics))\n            {\n                " + Write + "\n            }\n            all = false;\n        }")]
    public Task General_consent(string code, string mended) => Verify.FixAsync("CNS1010", "purpose", Body(code), Body(mended));

    private static string Body(string code) => $$"""
        enum Purpose { Analytics, Advertising }
        [AttributeUsage(AttributeTargets.All)] class ConsentGuardAttribute : Attribute;
        interface IVisitorConsent { [ConsentGuard] bool Allows(Purpose purpose); bool CanTrack { get; } bool AdvertisingAllowed { get; } }

        class C
        {
            void M(HttpContext context, IVisitorConsent consent, bool all)
            {
                {{code}}
            }
        }
        """;
}
