using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

public class ConsentTagHelperTests
{
    private static Task<Site> StartAsync() => Site.StartAsync(
        options => options.CustomPurposes.Add("Recommendations"),
        builder =>
        {
            builder.Services.AddControllersWithViews();
            builder.Services.AddSingleton<Counter>();
        },
        app =>
        {
            app.MapChoice();
            app.MapControllers();
        });

    private static async Task<string> ViewAsync(Visitor visitor) => string.Join('|', (await visitor.GetTextAsync("/gates/view")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task A_body_runs_only_with_consent_and_the_fallback_only_without()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        // The counter would be at 2 if the held body had run.
        Assert.Equal("not measured 1", await ViewAsync(visitor));
        await visitor.DecideAsync("Analytics");
        Assert.Equal("measured 2", await ViewAsync(visitor));
        await visitor.DecideAsync("Analytics", "Advertising", "Recommendations");
        Assert.Equal("measured 3|both|suggested", await ViewAsync(visitor));
        await visitor.WithdrawAsync();
        Assert.Equal("not measured 4", await ViewAsync(visitor));
    }

    [Fact]
    public async Task An_element_without_a_purpose_is_no_gate_and_says_so()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        using var answer = await visitor.GetAsync("/gates/nothing");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(site.Logs.All, line => line.Text.Contains("unhandled exception", StringComparison.Ordinal));
    }
}
