namespace ConsentAnalyzers.Tests.Fixes.Mechanism;

public sealed class CheckFailsOpenFixerTests
{
    [Theory]
    [InlineData("feature?.CanTrack ?? true", "feature?.CanTrack ?? false")]
    [InlineData("feature?.CanTrack != false", "feature?.CanTrack == true")]
    [InlineData("false != feature?.CanTrack", "true == feature?.CanTrack")]
    [InlineData("feature?.CanTrack is not false", "feature?.CanTrack is true")]
    [InlineData("(feature?.CanTrack).GetValueOrDefault(true)", "(feature?.CanTrack).GetValueOrDefault(false)")]
    public Task Unknown_is_no(string open, string closed) => Verify.FixAsync("CNS3005", "close", Program($"if ({open}) response.Cookies.Append(\"_ga\", \"1\");"), Program($"if ({closed}) response.Cookies.Append(\"_ga\", \"1\");"));

    [Fact]
    public Task A_failure_is_no() => Verify.FixAsync("CNS3005", "close", Check("true"), Check("false"));

    private static string Program(string statement) => $$"""
        using Microsoft.AspNetCore.Http.Features;

        class C
        {
            void M(HttpResponse response, ITrackingConsentFeature? feature)
            {
                {{statement}}
            }
        }
        """;

    private static string Check(string answer) => $$"""
        class Consent
        {
            public bool HasConsent(HttpContext context)
            {
                try
                {
                    return context.Request.Cookies["cookie_consent"] == "yes";
                }
                catch (Exception)
                {
                    return {{answer}};
                }
            }
        }
        """;
}
