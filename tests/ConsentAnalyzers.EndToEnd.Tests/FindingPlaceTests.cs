using System.Text;
using System.Text.RegularExpressions;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>Line and column of every finding of the cookie and markup rules, in the compiler's output: whatever the newlines, the byte order mark and the letters before the place.</summary>
public sealed partial class FindingPlaceTests(PackedProducts products)
{
    // «CNS1001» stands where the finding must, and is not written.
    private static readonly (string File, string Text)[] Files =
    [
        ("Consent.cs", """
            namespace Places;

            public enum Purpose { Analytics, Advertising, Functional }

            public enum Ground { Preferences, AudienceMeasurement }

            [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
            public sealed class ConsentExemptAttribute(Ground ground, params string[] names) : Attribute
            {
                public Ground Ground => ground;
                public string[] Names => names;
                public string? Justification { get; init; }
            }

            [AttributeUsage(AttributeTargets.All)]
            public sealed class RequiresConsentAttribute(params Purpose[] purposes) : Attribute
            {
                public Purpose[] Purposes => purposes;
            }

            public sealed class VisitorConsent
            {
                public bool HasConsent { get; init; }
                public bool Allows(Purpose purpose) => HasConsent && purpose != Purpose.Advertising;
            }
            """),
        ("Program.cs", """
            using Places;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            builder.Services.AddHttpContextAccessor();
            builder.Services.AddScoped<VisitorConsent>();
            var app = builder.Build();
            app.MapRazorPages();
            app.MapGet("/été", (HttpContext context) => /* déjà vu 🙂 */ context.Response.Cookies.«CNS1001»Append("seen", "été"));
            app.MapGet("/visit", (HttpContext context, VisitorConsent consent) =>
            {
                var (é, 変) = ("é", 1); context.Response.Cookies.«CNS1002»Append("_ga", é + 変);	/*	*/	context.Response.Cookies.«CNS1002»Append(
                    "_fbp",
                    "🙂");
            	context.Response.Headers.«CNS1003»Append("Set-Cookie", "letter=é; Path=/");
                /* ligne
                   coupée 🙂 */ «CNS1003»context.Response.Headers["Set-Cookie"] = "letter=2";
                if (consent.Allows(Purpose.Analytics)) { /* é */ context.Response.Cookies.«CNS1009»Append("_gcl_au", "é"); Audience.Start(context); }
                else Audience.«CNS1012»Start(context);
                if (consent.HasConsent) context.Response.Cookies.«CNS1010»Append("_gid", "1");
                context.Response.Cookies.Append("cart", "é🙂", new CookieOptions { HttpOnly = true, «CNS1004»Expires = DateTimeOffset.UtcNow.AddYears(2) });
                context.Response.Cookies.Append("cookie_consent", "é🙂", new CookieOptions
                {
                    HttpOnly = true, /* à garder */ «CNS1005»MaxAge = TimeSpan.FromDays(365),
                });
            });
            app.Run();

            public static class Audience
            {
                [RequiresConsent(Purpose.Analytics)]
                public static void Start(HttpContext context) => context.Response.Cookies.Append("_ga", "é", new CookieOptions { /* 🙂 */ «CNS1006»IsEssential = true });

                /* été */ [ConsentExempt(«CNS1007»Ground.AudienceMeasurement, "_gat", Justification = "À nous 🙂")]
                public static void Count(HttpContext context) => context.Response.Cookies.«CNS1002»Append("_gat", "1");

                /* été */ [«CNS1008»ConsentExempt(Ground.Preferences, "étroit")]
                public static void Narrow(HttpContext context) => context.Response.Cookies.Append("étroit", "1");
            }
            """),
        ("Pages/Index.cshtml", """
            @page
            @using Places
            @inject VisitorConsent Consent
            @{
                var été = "🙂"; Response.Cookies.«CNS1001»Append("seen", été);
            }
            <h1>Été 🙂 @(été)</h1> «CNS2001»<script async src="https://static.hotjar.com/c/hotjar-0.js?sv=6"></script>
            <p>
                変 «CNS2002»<script>/* é */ fbq('init', '0');</script> 🙂 «CNS2004»<iframe
                    src="https://www.youtube.com/embed/x"></iframe>
            </p>
            <noscript>é«CNS2005»<img src="https://px.ads.linkedin.com/collect/?pid=0&fmt=gif" alt="" /></noscript>
            @if (Consent.Allows(Purpose.Functional))
            {
                <b>é</b> «CNS1009»<script async src="https://www.clarity.ms/tag/abc"></script>
            }
            <div title="é🙂">🙂 «CNS2014»<iframe src="https://www.google.com/maps/embed?pb=0"></iframe></div>
            @* déjà 🙂 *@ «CNS1008»@* consent-exempt CNS2004 *@ <iframe src="https://player.vimeo.com/video/1"></iframe>
            @{ Response.Headers.«CNS1003»Append("Set-Cookie", été); } <i>@été</i>«CNS2004»<iframe src="https://www.dailymotion.com/embed/video/x"></iframe>
            """),
        ("Pages/Gates.cshtml", """
            @page
            <p>Été 🙂</p> «CNS2003»<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-0"></script>
            <p>🙂</p>	«CNS2008»<script src="https://consent.cookiebot.com/uc.js" data-cbid="0" data-blockingmode="auto"></script>
            @* été *@ «CNS2007»<script data-cookieconsent="ignore" src="https://static.hotjar.com/c/hotjar-0.js?sv=6"></script>
            é «CNS2006»<script async src="https://dynamic.criteo.com/js/ld/ld.js?a=0"></script>
            <script type="text/plain" data-cookieconsent="marketing">window.criteo_q.push({ event: 'setAccount', account: 0 });</script>
            <em>変</em>«CNS2009»<script src="/matomo/matomo.js"></script>
            <script>
                function gtag() { dataLayer.push(arguments); }
                gtag('consent', 'default', { ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied', analytics_storage: 'denied' });
                gtag('config', 'G-0'); // é
            </script> 🙂 «CNS2010»<script async src="https://www.googletagmanager.com/gtag/js?id=G-0"></script>
            """),
        ("Components/Film.razor", """
            @using Microsoft.AspNetCore.Components
            @using Places
            @inject IHttpContextAccessor Http
            <p title="été">Été 🙂</p> «CNS2004»<iframe src="https://www.youtube.com/embed/x"></iframe>
            <p>🙂 @Titre</p>	«CNS2005»<img src="https://px.ads.linkedin.com/collect/?pid=0" alt="été" />
            <b>é</b> «CNS1012»<Post />
            @code {
                private string Titre => "🙂"; private void Voir() { var é = Titre; Http.HttpContext!.Response.Cookies.«CNS1002»Append("_fbp", é); }
            }
            """),
        ("Components/Post.razor", """
            @using Places
            @attribute [RequiresConsent(Purpose.Functional)]
            <iframe src="https://www.youtube.com/embed/été"></iframe>
            """),
    ];

    [Theory]
    [InlineData("\n", "\n", false)]
    [InlineData("\r\n", "\r\n", true)]
    [InlineData("\r\n", "\n", true)]
    public async Task A_build_says_line_and_column(string odd, string even, bool hasByteOrderMark)
    {
        using var site = new Site(products).Write("Site.csproj", Site.Project("<ConsentAnalyzersMode>AllWarnings</ConsentAnalyzersMode>", Site.PackageReference(products)));
        var expected = Files.SelectMany(file => Write(site, file.File, file.Text, odd, even, hasByteOrderMark)).ToList();

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(expected.Order(StringComparer.Ordinal), diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("CNS", StringComparison.Ordinal)).Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_build_says_where_the_policy_asks()
    {
        using var site = new Site(products).Write("Site.csproj", Site.Project("<ConsentAnalyzersMode>AllWarnings</ConsentAnalyzersMode>", Site.PackageReference(products)));
        var expected = Write(site, "Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSession().Configure<CookiePolicyOptions>(options => { /* é🙂 */ «CNS1005»«CNS1011»options.CheckConsentNeeded = _ => true; });
            var app = builder.Build();
            app.UseCookiePolicy();
            app.UseSession();
            app.Run();
            """, "\r\n", "\r\n", hasByteOrderMark: true).ToList();

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(expected, diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>Writes a file without its marks, and says what the build must print. Columns count UTF-16 units, tabs included, as compilers do.</summary>
    private static IEnumerable<string> Write(Site site, string file, string marked, string odd, string even, bool hasByteOrderMark)
    {
        var lines = marked.ReplaceLineEndings("\n").Split('\n');
        var text = new StringBuilder();
        foreach (var (i, line) in lines.Index()) text.Append(Mark().Replace(line, "")).Append(i % 2 == 0 ? odd : even);
        var path = Path.Combine(site.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ToString(), new UTF8Encoding(hasByteOrderMark));
        return lines.SelectMany((line, i) => Mark().Matches(line).Select((mark, before) => $"{file}({i + 1},{mark.Index + 1 - (before * mark.Length)}): warning {mark.Groups["rule"].Value}"));
    }

    [GeneratedRegex(@"«(?<rule>CNS\d{4})»")]
    private static partial Regex Mark();
}
