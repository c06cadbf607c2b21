using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofSiteTests
{
    private const string ChoiceCookieName = "__Host-consent";

    [Fact]
    public async Task Proofs_are_kept_under_the_content_root_unless_told_otherwise()
    {
        await using var folder = new ProofFolder("App_Data/consent-proofs.db");
        await using (var site = await Site.StartBareAsync(builder => builder.Services.AddConsent(), app => MapChoice(app, contentRoot: folder)))
        {
            using var visitor = site.NewVisitor();
            Assert.False(Directory.Exists(Path.GetDirectoryName(folder.Path)));
            (await visitor.DecideAsync("Analytics")).EnsureSuccessStatusCode();
            (await visitor.WithdrawAsync()).EnsureSuccessStatusCode();
        }

        var kept = await folder.ReadAsync();
        Assert.Equal([ConsentDecision.Banner, ConsentDecision.Withdrawal], kept.Select(record => record.Proof.Source));
        Assert.Equal(["Analytics"], kept[0].Proof.Granted);
        Assert.Empty(kept[1].Proof.Granted);
        Assert.Equal(kept[0].Proof.SubjectId, kept[1].Proof.SubjectId);
    }

    [Fact]
    public async Task A_proof_that_cannot_be_kept_is_logged_with_its_content_and_the_choice_stands()
    {
        await using var folder = new ProofFolder();
        Directory.CreateDirectory(folder.Path);
        await using var site = await StartAsync(folder, app => app.MapGet("/", (HttpContext context) => context.Consent().Status(ConsentPurpose.Analytics).ToString()));
        using var visitor = site.NewVisitor();

        using var answer = await visitor.DecideAsync("Analytics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Granted", await visitor.GetTextAsync("/"));
        var line = Assert.Single(site.Logs.All, line => line.Level == LogLevel.Error).Text;
        Assert.Contains(SubjectOf(site, visitor), line, StringComparison.Ordinal);
        Assert.Contains("granted 'Analytics', refused 'Advertising,SocialMedia,Personalisation,Functional'", line, StringComparison.Ordinal);

        Directory.Delete(folder.Path);
        using var second = await visitor.DecideAsync();
        Assert.Empty(Assert.Single(await folder.ReadAsync()).Proof.Granted);
    }

    [Fact]
    public async Task Ten_thousand_decisions_at_the_same_time_lose_no_proof()
    {
        const int Visitors = 100;
        const int Decisions = 100;
        await using var folder = new ProofFolder();
        await using var site = await StartAsync(folder);
        var acknowledged = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => Task.Run(async () =>
        {
            using var visitor = site.NewVisitor();
            var token = await visitor.GetTextAsync("/token");
            for (var i = 0; i < Decisions; i++)
            {
                // Without the cookie of the choice before: somebody new.
                visitor.Cookies.Remove(ChoiceCookieName);
                using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/consent")
                {
                    Headers = { { "RequestVerificationToken", token } },
                    Content = JsonContent.Create(new { purposes = new[] { "Analytics" } }),
                });
                answer.EnsureSuccessStatusCode();
                acknowledged.Add(SubjectOf(site, visitor));
            }
        })));

        Assert.Equal(Visitors * Decisions, acknowledged.Distinct().Count());
        Assert.Equal(acknowledged.Order(), (await folder.ReadAsync()).Select(record => record.Proof.SubjectId).Order());
        var verdict = await folder.VerifyAsync();
        Assert.True(verdict.IsWhole, verdict.Reason);
        Assert.DoesNotContain(site.Logs.All, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Visitors_get_their_own_rows_and_nobody_elses()
    {
        await using var folder = new ProofFolder();
        await using var site = await StartAsync(folder, app => app.MapGet("/my-choices", (HttpContext context, ConsentProofArchive archive) =>
            ConsentProofArchive.SubjectIdOf(context) is { } subject
                ? Results.Stream(body => archive.ExportJsonAsync(body, new ConsentProofQuery { SubjectId = subject }), "application/json")
                : Results.NotFound()));
        using var visitor = site.NewVisitor();
        using var other = site.NewVisitor();
        (await visitor.DecideAsync("Analytics")).EnsureSuccessStatusCode();
        (await other.DecideAsync("Advertising")).EnsureSuccessStatusCode();

        var json = await visitor.GetTextAsync("/my-choices");

        Assert.Contains(SubjectOf(site, visitor), json, StringComparison.Ordinal);
        Assert.DoesNotContain(SubjectOf(site, other), json, StringComparison.Ordinal);
        visitor.Cookies.Clear();
        using var unknown = await visitor.GetAsync("/my-choices");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task With_another_store_nothing_of_the_default_one_is_touched()
    {
        await using var folder = new ProofFolder();
        await using var site = await Site.StartAsync(app: app => MapChoice(app, contentRoot: folder));
        using var visitor = site.NewVisitor();

        (await visitor.DecideAsync("Analytics")).EnsureSuccessStatusCode();

        Assert.Single(site.Proofs.All);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    private static Task<Site> StartAsync(ProofFolder folder, Action<WebApplication>? more = null) => Site.StartBareAsync(
        builder => builder.Services.AddConsent().KeepProofs(options => options.Path = folder.Path),
        app =>
        {
            app.MapChoice();
            more?.Invoke(app);
        });

    private static void MapChoice(WebApplication app, ProofFolder contentRoot)
    {
        app.Services.GetRequiredService<IHostEnvironment>().ContentRootPath = contentRoot.Folder;
        app.MapChoice();
    }

    /// <summary>The pseudonym in the visitor's choice cookie.</summary>
    private static string SubjectOf(Site site, Visitor visitor)
    {
        var context = new DefaultHttpContext { RequestServices = site.Services };
        context.Request.Headers.Cookie = $"{ChoiceCookieName}={visitor.Cookies[ChoiceCookieName]}";
        return ConsentProofArchive.SubjectIdOf(context)!;
    }
}
