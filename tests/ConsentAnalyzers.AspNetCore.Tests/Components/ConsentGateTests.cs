using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Infrastructure;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConsentAnalyzers.AspNetCore.Tests.Components;

public class ConsentGateTests
{
    private static readonly ConsentDecision Analytics = new() { Granted = ConsentPurpose.Analytics, Refused = ConsentPurpose.Advertising, GrantedNames = ["Recommendations"], DecidedAt = DateTimeOffset.UnixEpoch, PolicyVersion = "p1", SubjectId = "somebody" };

    private static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private static ServiceProvider OnServer(ConsentDecision? decision)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLogging();
        services.AddConsent();
        AddPersistence(services);
        var provider = services.BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = provider };
        context.Features.Set(new VisitorConsent(decision));
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        return provider;
    }

    private static ServiceProvider InBrowser()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLogging();
        services.AddConsentFromServer();
        AddPersistence(services);
        return services.BuildServiceProvider();
    }

    // As AddRazorComponents() and the WebAssembly host register it.
    private static void AddPersistence(ServiceCollection services)
    {
        services.AddScoped<ComponentStatePersistenceManager>();
        services.AddScoped(provider => provider.GetRequiredService<ComponentStatePersistenceManager>().State);
    }

    private static async Task<string> RenderAsync(IServiceProvider services, Dictionary<string, object?> parameters, PageState? page = null)
    {
        await using var renderer = new StaticHtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var manager = services.GetRequiredService<ComponentStatePersistenceManager>();
            if (page is { IsWritten: true }) await manager.RestoreStateAsync(page);
            var root = renderer.BeginRenderingComponent(typeof(ConsentGate), ParameterView.FromDictionary(parameters));
            await root.QuiescenceTask;
            var html = root.ToHtmlString();
            if (page is { IsWritten: false }) await manager.PersistStateAsync(page, renderer);
            return html;
        });
    }

    private static Dictionary<string, object?> Gate(ConsentPurpose purpose, string? name = null) => new()
    {
        ["Purpose"] = purpose,
        ["PurposeName"] = name,
        ["ChildContent"] = Text("shown"),
        ["Refused"] = Text("refused"),
    };

    [Theory]
    [InlineData(ConsentPurpose.Analytics, null, "shown")]
    [InlineData(ConsentPurpose.Advertising, null, "refused")]
    [InlineData(ConsentPurpose.SocialMedia, null, "refused")]
    [InlineData(ConsentPurpose.Analytics | ConsentPurpose.Advertising, null, "refused")]
    [InlineData(ConsentPurpose.None, "Recommendations", "shown")]
    [InlineData(ConsentPurpose.Analytics, "Recommendations", "shown")]
    [InlineData(ConsentPurpose.Analytics, "Others", "refused")]
    public async Task Statically_rendered_it_asks_the_request_and_interactively_the_page(ConsentPurpose purpose, string? name, string expected)
    {
        var page = new PageState();
        await using var server = OnServer(Analytics);
        await using var browser = InBrowser();

        Assert.Equal(expected, await RenderAsync(server, Gate(purpose, name), page));
        Assert.Equal(expected, await RenderAsync(browser, Gate(purpose, name), page));
    }

    [Fact]
    public async Task Nothing_in_the_page_means_no_consent()
    {
        await using var browser = InBrowser();

        Assert.Equal("refused", await RenderAsync(browser, Gate(ConsentPurpose.Analytics)));
    }

    [Theory]
    [InlineData("\"no json\"")]
    [InlineData("\"null\"")]
    [InlineData("null")]
    [InlineData("\"{\\\"Decision\\\":{\\\"Granted\\\":\\\"all\\\"}}\"")]
    public async Task What_cannot_be_read_in_the_page_means_no_consent(string state)
    {
        var page = new PageState { Entries = { ["ConsentAnalyzers.Consent"] = System.Text.Encoding.UTF8.GetBytes(state) } };
        await using var browser = InBrowser();

        Assert.Equal("refused", await RenderAsync(browser, Gate(ConsentPurpose.Analytics), page));
    }

    [Fact]
    public async Task The_pseudonym_does_not_reach_the_page()
    {
        var page = new PageState();
        await using var server = OnServer(Analytics);

        await RenderAsync(server, Gate(ConsentPurpose.Analytics), page);

        Assert.DoesNotContain("somebody", System.Text.Encoding.UTF8.GetString(Assert.Single(page.Entries).Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circuit_does_not_ask_the_request_that_opened_it()
    {
        await using var server = OnServer(Analytics);
        server.GetRequiredService<CircuitMark>().IsCircuit = true;

        Assert.Equal("refused", await RenderAsync(server, Gate(ConsentPurpose.Analytics)));
        Assert.False(server.GetRequiredService<IConsent>().Allows(ConsentPurpose.Analytics));
    }

    [Fact]
    public async Task Without_services_or_a_decision_it_shows_nothing_of_its_content()
    {
        await using var bare = new ServiceCollection().AddScoped<ComponentStatePersistenceManager>().AddLogging().BuildServiceProvider();
        await using var undecided = OnServer(null);

        Assert.Equal("refused", await RenderAsync(bare, Gate(ConsentPurpose.Analytics)));
        Assert.Equal("refused", await RenderAsync(undecided, Gate(ConsentPurpose.Analytics)));
        Assert.Equal("", await RenderAsync(undecided, new() { ["Purpose"] = ConsentPurpose.Analytics, ["ChildContent"] = Text("shown") }));
    }

    [Fact]
    public async Task A_consent_of_the_applications_own_is_asked_where_there_is_no_other()
    {
        await using var services = new ServiceCollection().AddScoped<ComponentStatePersistenceManager>().AddLogging().AddSingleton<IConsent>(new VisitorConsent(Analytics)).BuildServiceProvider();

        Assert.Equal("shown", await RenderAsync(services, Gate(ConsentPurpose.Analytics)));
    }

    [Fact]
    public async Task A_gate_without_a_purpose_is_none_and_says_so()
    {
        await using var server = OnServer(Analytics);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RenderAsync(server, new() { ["ChildContent"] = Text("shown") }));

        Assert.Contains("ConsentGate needs a Purpose", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The page between the server and the browser.</summary>
    private sealed class PageState : IPersistentComponentStateStore
    {
        public Dictionary<string, byte[]> Entries { get; } = [];

        public bool IsWritten => Entries.Count > 0;

        public Task<IDictionary<string, byte[]>> GetPersistedStateAsync() => Task.FromResult<IDictionary<string, byte[]>>(Entries);

        public Task PersistStateAsync(IReadOnlyDictionary<string, byte[]> state)
        {
            foreach (var (key, value) in state) Entries[key] = value;
            return Task.CompletedTask;
        }

        public bool SupportsRenderMode(IComponentRenderMode renderMode) => true;
    }
}
