using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Server;

public sealed class ServerTrackerWithoutConsentAnalyzerTests
{
    private const string Usings = """
        using System;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    [Theory]
    [InlineData("http.{|CNS4001:PostAsync(\"https://www.google-analytics.com/mp/collect?measurement_id=G-1\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsJsonAsync($\"https://www.google-analytics.com/mp/collect?measurement_id={id}\", new { id })|}")]
    [InlineData("http.{|CNS4001:PostAsJsonAsync(\"https://\" + Host + \"/mp/collect\", new { id })|}")]
    [InlineData("http.{|CNS4001:PostAsync(new Uri(\"https://www.google-analytics.com/collect\"), null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(new Uri(new Uri(\"https://www.google-analytics.com\"), \"/mp/collect\"), null)|}")]
    [InlineData("http.{|CNS4001:GetAsync($\"https://{id}.google-analytics.com/collect?v=1\")|}")]
    [InlineData("http.{|CNS4001:PostAsync(Endpoint + \"?api_secret=\" + id, null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(Setting ?? \"https://api.mixpanel.com/track\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(Default, null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(string.Format(\"https://graph.facebook.com/v21.0/{0}/events\", id), null)|}")]
    [InlineData("http.{|CNS4001:PostAsJsonAsync($\"https://graph.facebook.com/v21.0/{id}/events?access_token={id}\", new { id })|}")]
    [InlineData("http.{|CNS4001:SendAsync(new HttpRequestMessage(HttpMethod.Post, \"https://api.segment.io/v1/track\"))|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://api2.amplitude.com/2/httpapi\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://api.hubapi.com/events/v3/send\", null)|}")]
    [InlineData("http.{|CNS4001:GetAsync($\"https://stats.example.org/matomo.php?idsite=1&rec=1&_id={id}\")|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://business-api.tiktok.com/open_api/v1.3/event/track/\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://api.linkedin.com/rest/conversionEvents\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://eu.i.posthog.com/i/v0/e/\", null)|}")]
    [InlineData("http.{|CNS4001:PostAsync(\"https://a.klaviyo.com/api/events/\", null)|}")]
    public Task ARequestToATrackersServerApi(string call) => Verify.AnalyzerAsync<ServerTrackerWithoutConsentAnalyzer>(Usings + $$"""
        public class Shop(HttpClient http) : Controller
        {
            private const string Host = "www.google-analytics.com";
            private static readonly string Endpoint = "https://www.google-analytics.com/mp/collect";
            public string Default { get; set; } = "https://api-eu.mixpanel.com/track";
            public string Setting { get; set; }
            public async Task<IActionResult> Paid(string id) { await {{call}}; return Ok(); }
        }
        """);

    [Theory]
    [InlineData("http.GetAsync($\"https://graph.facebook.com/v21.0/{id}/events\")")]
    [InlineData("http.PostAsync(\"https://graph.facebook.com/oauth/access_token\", null)")]
    [InlineData("http.GetAsync(\"https://graph.facebook.com/me?fields=id,name\")")]
    [InlineData("http.PostAsync(\"https://analyticsdata.googleapis.com/v1beta/properties/1:runReport\", null)")]
    [InlineData("http.GetAsync(\"https://mixpanel.com/api/query/insights\")")]
    [InlineData("http.GetAsync(\"https://api.segment.io/v1/workspaces\")")]
    [InlineData("http.PostAsync(\"https://api.linkedin.com/v2/ugcPosts\", null)")]
    [InlineData("http.PostAsync(\"https://us.i.posthog.com/flags\", null)")]
    [InlineData("http.PostAsync(\"https://plausible.io/api/event\", null)")]
    [InlineData("http.PostAsync(\"https://api.contoso.example/mp/collect\", null)")]
    [InlineData("http.PostAsync(id, null)")]
    [InlineData("http.PostAsync(\"/mp/collect\", null)")]
    [InlineData("http.PostAsync(\"https://proxy.example/?to=www.google-analytics.com\", null)")]
    [InlineData("Other.PostAsync(\"https://www.google-analytics.com/mp/collect\")")]
    [InlineData("Task.FromResult(\"connect-src https://www.google-analytics.com https://api.mixpanel.com\")")]
    [InlineData("Task.FromResult(nameof(http.PostAsync) + \"https://www.google-analytics.com\")")]
    public Task OtherRequestsAndOtherTexts(string call) => Verify.AnalyzerAsync<ServerTrackerWithoutConsentAnalyzer>(Usings + $$"""
        public static class Other { public static Task PostAsync(string text) => Task.CompletedTask; }
        public class Shop(HttpClient http) : Controller
        {
            public async Task<IActionResult> Paid(string id) { await {{call}}; return Ok(); }
        }
        """);

    [Theory]
    [InlineData("if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false) await Send();")]
    [InlineData("if (!(HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)) return; await Send();")]
    [InlineData("if (consent.AllowsAnalytics) await Send();")]
    [InlineData("await (consent.AllowsAnalytics ? Send() : Task.CompletedTask);")]
    public Task AGuardInAnotherMethodOfTheProgram(string body) => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        OutputKind = OutputKind.ConsoleApplication,
        Sources =
        {
            Usings + $$"""
            var app = WebApplication.Create(args);
            app.Run();
            public class Consent { public bool AllowsAnalytics { get; set; } }
            public interface IMeasurement { Task Track(); }
            public class Measurement(HttpClient http) : IMeasurement
            {
                public Task Track() => http.PostAsync("https://www.google-analytics.com/mp/collect", null);
            }
            public class Shop(IMeasurement measurement, Consent consent) : Controller
            {
                [HttpGet] public async Task Paid() { {{body}} }
                private Task Send() => measurement.Track();
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task OneCallerWithoutAGuardIsEnough() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        OutputKind = OutputKind.ConsoleApplication,
        Sources =
        {
            Usings + """
            WebApplication.Create(args).Run();
            public class Consent { public bool AllowsAnalytics { get; set; } }
            public class Measurement(HttpClient http)
            {
                public Task Track() => http.{|CNS4001:PostAsync("https://www.google-analytics.com/mp/collect", null)|};
            }
            public class Shop(Measurement measurement, Consent consent) : Controller
            {
                public async Task Paid() { if (consent.AllowsAnalytics) await measurement.Track(); }
                public Task Seen() => measurement.Track();
            }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task ALibraryIsJudgedByItsContract() => Verify.AnalyzerAsync<ServerTrackerWithoutConsentAnalyzer>(Usings + """
        public class RequiresConsentAttribute(string purpose) : Attribute { public string Purpose => purpose; }
        public class Measurement(HttpClient http)
        {
            public Task Bare() => http.{|CNS4001:PostAsync("https://www.google-analytics.com/mp/collect", null)|};
            [RequiresConsent("Analytics")] public Task Agreed() => http.PostAsync("https://www.google-analytics.com/mp/collect", null);
        }
        """);

    [Fact]
    public Task AnotherPurposeIsCNS1009() => new AnalyzerTest(new ServerTrackerWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer())
    {
        Sources =
        {
            Usings + """
            public class Consent { public bool AllowsAdvertising { get; set; } }
            public class Shop(HttpClient http, Consent consent) : Controller
            {
                public async Task Paid() { if (consent.AllowsAdvertising) await http.{|CNS1009:PostAsync("https://www.google-analytics.com/mp/collect", null)|}; }
            }
            """,
        },
    }.RunAsync();

    [Theory]
    [InlineData("public class Job(HttpClient http) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => http.PostAsync(\"https://api.mixpanel.com/track\", null, token); }")]
    [InlineData("public class Job(HttpClient http) : IHostedService { public Task StartAsync(CancellationToken t) => Send(); public Task StopAsync(CancellationToken t) => Task.CompletedTask; private Task Send() => http.PostAsync(\"https://api.mixpanel.com/track\", null); }")]
    [InlineData("public class Sender(HttpClient http) { public Task Flush() => http.PostAsync(\"https://api.mixpanel.com/track\", null); } public class Job(Sender sender) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => sender.Flush(); }")]
    [InlineData("public interface ISender { Task Flush(); } public class Sender(HttpClient http) : ISender { public Task Flush() => http.PostAsync(\"https://api.mixpanel.com/track\", null); } public class Job(ISender sender) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { await Once(); } private Task Once() => sender.Flush(); }")]
    [InlineData("public interface IJob { Task Execute(); } public class Nightly(HttpClient http) : IJob { public Task Execute() => http.PostAsync(\"https://api.mixpanel.com/track\", null); }")]
    public Task BackgroundWork(string types) => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        OutputKind = OutputKind.ConsoleApplication,
        Sources = { Usings + "WebApplication.Create(args).Run();\n" + types },
    }.RunAsync();

    [Fact]
    public Task WhatAJobAndARequestShareIsARequestPath() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        OutputKind = OutputKind.ConsoleApplication,
        Sources =
        {
            Usings + """
            var app = WebApplication.Create(args);
            app.MapGet("/seen", (Sender sender) => sender.Flush());
            app.MapPost("/paid", async (HttpClient http) => await http.{|CNS4001:PostAsync("https://api.mixpanel.com/track", null)|});
            await new HttpClient().PostAsync("https://api.mixpanel.com/track", null);
            app.Run();
            public class Sender(HttpClient http) { public Task Flush() => http.{|CNS4001:PostAsync("https://api.mixpanel.com/track", null)|}; }
            public class Job(Sender sender) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => sender.Flush(); }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task AProgramThatServesNobody() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        OutputKind = OutputKind.ConsoleApplication,
        Sources =
        {
            """
            using System.Net.Http;
            using System.Threading.Tasks;
            class Program
            {
                static Task Main() => new Uploader().Run();
            }
            class Uploader { public Task Run() => new HttpClient().PostAsync("https://api.mixpanel.com/import", null); }
            """,
        },
    }.RunAsync();

    [Theory]
    [InlineData("services.AddHttpClient(\"ga\", c => c.BaseAddress = new Uri(\"https://www.google-analytics.com/\"));", "factory.CreateClient(\"ga\").{|CNS4001:PostAsync(\"mp/collect\", null)|}")]
    [InlineData("services.AddHttpClient(Name, c => { c.BaseAddress = new Uri(Address); });", "factory.CreateClient(Name).{|CNS4001:PostAsync(\"collect\", null)|}")]
    [InlineData("services.AddHttpClient(\"ga\").ConfigureHttpClient(c => c.BaseAddress = new Uri(\"https://www.google-analytics.com/\"));", "factory.CreateClient(\"ga\").{|CNS4001:PostAsJsonAsync(\"mp/collect\", 1)|}")]
    [InlineData("services.{|CNS4001:AddHttpClient(\"ga\", c => c.BaseAddress = new Uri(\"https://www.google-analytics.com/\"))|};", "factory.CreateClient(\"other\").PostAsync(\"mp/collect\", null)")]
    [InlineData("services.{|CNS4001:AddHttpClient(\"ga\", c => c.BaseAddress = new Uri(\"https://www.google-analytics.com/\"))|};", "Task.CompletedTask")]
    [InlineData("services.AddHttpClient(\"own\", c => c.BaseAddress = new Uri(\"https://api.contoso.example/\"));", "factory.CreateClient(\"own\").PostAsync(\"mp/collect\", null)")]
    [InlineData("services.AddHttpClient(\"fb\", c => c.BaseAddress = new Uri(\"https://graph.facebook.com/\"));", "factory.CreateClient(\"fb\").GetAsync(\"me\")")]
    [InlineData("services.AddHttpClient(\"fb\", c => c.BaseAddress = new Uri(\"https://graph.facebook.com/v21.0/\"));", "factory.CreateClient(\"fb\").{|CNS4001:PostAsync($\"{Name}/events\", null)|}")]
    public Task NamedClients(string registration, string call) => Verify.AnalyzerAsync<ServerTrackerWithoutConsentAnalyzer>(Usings + $$"""
        public static class Setup
        {
            private const string Name = "ga";
            private const string Address = "https://www.google-analytics.com";
            public static void Add(IServiceCollection services) { {{registration}} }
        }
        public class Shop(IHttpClientFactory factory) : Controller
        {
            private const string Name = "ga";
            public Task Paid() => {{call}};
        }
        """);

    [Fact]
    public Task TypedClientsAndClientsWithTheirOwnAddress() => Verify.AnalyzerAsync<ServerTrackerWithoutConsentAnalyzer>(Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddHttpClient<Typed>(c => c.BaseAddress = new Uri("https://api.mixpanel.com"));
                services.AddHttpClient<IFace, Behind>(c => c.BaseAddress = new Uri("https://api2.amplitude.com"));
                services.AddHttpClient<Silent>(c => c.BaseAddress = new Uri("https://api.contoso.example"));
            }
        }
        public interface IFace { Task Send(); }
        public class Typed(HttpClient http) { public Task Send() => http.{|CNS4001:PostAsJsonAsync("track", new { A = 1 })|}; }
        public class Behind(HttpClient http) : IFace { public Task Send() => http.{|CNS4001:PostAsJsonAsync("/2/httpapi", new { A = 1 })|}; }
        public class Silent(HttpClient http) { public Task Send() => http.PostAsJsonAsync("/2/httpapi", new { A = 1 }); }
        public class Own
        {
            private readonly HttpClient _http;
            public Own(HttpClient http) { http.BaseAddress = new Uri("https://api.mixpanel.com"); _http = http; }
            public Task Send() => _http.{|CNS4001:PostAsync("/track", null)|};
        }
        public class Local
        {
            public async Task Send()
            {
                using var http = new HttpClient { BaseAddress = new Uri("https://api.mixpanel.com") };
                await http.{|CNS4001:PostAsync("/track", null)|};
                var later = new HttpClient();
                later.BaseAddress = new Uri("https://api.mixpanel.com");
                var message = new HttpRequestMessage { Method = HttpMethod.Post, RequestUri = new Uri("/engage", UriKind.Relative) };
                await later.{|CNS4001:SendAsync(message)|};
            }
        }
        """);

    [Fact]
    public Task KnownPackages() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        References =
        {
            TestReferences.Library("Segment", """
                namespace Segment { public class Client { public void Track(string user, string name) { } public void Flush() { } } public static class Analytics { public static Client Client { get; } = new(); } }
                namespace Mixpanel { public interface IMixpanelClient { System.Threading.Tasks.Task TrackAsync(string name, object properties); } }
                namespace PostHog { public interface IPostHogClient { bool Capture(string id, string name); bool IsFeatureEnabled(string flag); } public static class CaptureExtensions { public static bool CapturePageView(this IPostHogClient client, string id) => true; } }
                namespace AmplitudeSharp { public class AmplitudeService { public static AmplitudeService Instance { get; } = new(); public void Track(string name, object properties = null) { } public void Identify(object user, object device) { } public void StartSession() { } } }
                namespace RudderStack { public class RudderClient { public void Identify(string user) { } } }
                """),
        },
        Sources =
        {
            """
            using Microsoft.AspNetCore.Mvc;
            using PostHog;
            public class Own { public void Track(string user, string name) { } }
            public class Consent { public bool AllowsAnalytics { get; set; } }
            public class Shop(Mixpanel.IMixpanelClient mixpanel, IPostHogClient posthog, RudderStack.RudderClient rudder, Own own, Consent consent) : Controller
            {
                public async System.Threading.Tasks.Task Paid(string id)
                {
                    Segment.Analytics.Client.{|CNS4001:Track(id, "paid")|};
                    await mixpanel.{|CNS4001:TrackAsync("paid", new { id })|};
                    posthog.{|CNS4001:Capture(id, "paid")|};
                    posthog.{|CNS4001:CapturePageView(id)|};
                    rudder.{|CNS4001:Identify(id)|};
                    AmplitudeSharp.AmplitudeService.Instance.StartSession();
                    AmplitudeSharp.AmplitudeService.Instance.{|CNS4001:Track("paid", new { id })|};
                    own.Track(id, "paid");
                    Segment.Analytics.Client.Flush();
                    if (posthog.IsFeatureEnabled("new")) return;
                    if (consent.AllowsAnalytics) posthog.Capture(id, "paid");
                }
            }
            """,
        },
    }.RunAsync();

    private static readonly MetadataReference RestSharp = TestReferences.Library("RestSharp", """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        namespace RestSharp
        {
            public enum Method { Get, Post, Put }
            public class RestResponse { }
            public class RestClientOptions { public RestClientOptions() { } public RestClientOptions(string baseUrl) { } public RestClientOptions(Uri baseUrl) { } public Uri BaseUrl { get; set; } public int Timeout { get; set; } }
            public class RestRequest { public RestRequest() { } public RestRequest(string resource, Method method = Method.Get) { } public string Resource { get; set; } public Method Method { get; set; } public RestRequest AddJsonBody(object body) => this; }
            public interface IRestClient { }
            public class RestClient : IRestClient { public RestClient() { } public RestClient(string baseUrl) { } public RestClient(Uri baseUrl) { } public RestClient(RestClientOptions options) { } public Task<RestResponse> ExecuteAsync(RestRequest request, CancellationToken token = default) => null; }
            public static class RestClientExtensions
            {
                public static RestResponse Execute(this IRestClient client, RestRequest request) => null;
                public static Task<RestResponse> PostAsync(this IRestClient client, RestRequest request, CancellationToken token = default) => null;
                public static Task<RestResponse> GetAsync(this IRestClient client, RestRequest request, CancellationToken token = default) => null;
                public static Task<RestResponse> PostJsonAsync<T>(this IRestClient client, string resource, T request, CancellationToken token = default) => null;
            }
        }
        namespace Others { public class RestClient { public void Execute(string address) { } } }
        """);

    [Theory]
    [InlineData("await new RestClient(\"https://www.google-analytics.com\").{|CNS4001:ExecuteAsync(new RestRequest(\"/mp/collect\", Method.Post))|};")]
    [InlineData("var client = new RestClient(\"https://www.google-analytics.com/mp/collect\"); var request = new RestRequest { Method = Method.Post }; request.AddJsonBody(new { id }); client.{|CNS4001:Execute(request)|};")]
    [InlineData("var client = new RestClient(); await client.{|CNS4001:PostAsync(new RestRequest($\"https://graph.facebook.com/v21.0/{id}/events\"))|};")]
    [InlineData("var options = new RestClientOptions(\"https://api.mixpanel.com\") { Timeout = 1 }; var client = new RestClient(options); await client.{|CNS4001:PostJsonAsync(\"/track\", new { id })|};")]
    [InlineData("await new RestClient(new RestClientOptions { BaseUrl = new Uri(\"https://api2.amplitude.com\") }).{|CNS4001:PostAsync(new RestRequest(\"/2/httpapi\"))|};")]
    [InlineData("await _client.{|CNS4001:PostAsync(new RestRequest(\"/v1/track\"))|};")]
    [InlineData("if (!consent.AllowsAnalytics) return; await _client.PostAsync(new RestRequest(\"/v1/track\"));")]
    [InlineData("await _client.GetAsync(new RestRequest(\"/v1/workspaces\"));")]
    [InlineData("await new RestClient(\"https://graph.facebook.com\").ExecuteAsync(new RestRequest($\"/v21.0/{id}/events\"));")]
    [InlineData("await new RestClient(\"https://api.contoso.example\").PostAsync(new RestRequest(\"/mp/collect\"));")]
    [InlineData("await new RestClient(id).PostAsync(new RestRequest(\"/mp/collect\"));")]
    [InlineData("new Others.RestClient().Execute(\"https://api.mixpanel.com/track\");")]
    public Task RestSharpsRequests(string statements) => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        References = { RestSharp },
        Sources =
        {
            Usings + $$"""
            using RestSharp;
            public class Consent { public bool AllowsAnalytics { get; set; } }
            public class Shop : Controller
            {
                private readonly RestClient _client;
                private readonly Consent consent = new();
                public Shop() => _client = new RestClient("https://api.segment.io");
                public async Task Paid(string id) { {{statements}} await Task.Yield(); }
            }
            """,
        },
    }.RunAsync();

    [Theory]
    // In a request, by whoever asks.
    [InlineData("public class Shop(IMediator mediator) : Controller { public Task Pay() => mediator.Send(new Paid()); }", true)]
    [InlineData("public class Shop(IMediator mediator) : Controller { public async Task Pay(Consent consent) { if (consent.AllowsAnalytics) await mediator.Send(new Paid()); await mediator.Send(new Paid()); } }", true)]
    [InlineData("public class Shop(IMediator mediator) : Controller { public async Task Pay(Consent consent) { if (consent.AllowsAnalytics) await mediator.Send(new Other()); } }", true)]
    [InlineData("public class Shop : Controller { }", true)]
    [InlineData("public class Job(IMediator mediator) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => mediator.Send(new Paid()); } public class Shop(IMediator mediator) : Controller { public Task Pay() => mediator.Send(new Paid()); }", true)]
    // Under a check, or beside the requests.
    [InlineData("public class Shop(IMediator mediator) : Controller { public async Task Pay(Consent consent) { if (consent.AllowsAnalytics) await mediator.Send(new Paid()); } }", false)]
    [InlineData("public class Shop(IMediator mediator) : Controller { public async Task Pay(Consent consent) { if (!consent.AllowsAnalytics) return; var paid = new Paid(); await mediator.Send(paid); } }", false)]
    [InlineData("public class Shop(Orders orders) : Controller { public async Task Pay(Consent consent) { if (consent.AllowsAnalytics) await orders.Pay(); } } public class Orders(IMediator mediator) { public Task Pay() => mediator.Send(new Paid()); }", false)]
    [InlineData("public class Job(IMediator mediator) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => mediator.Send(new Paid()); } public class Shop : Controller { }", false)]
    public async Task AMediatorsHandler(string sender, bool reports)
    {
        var call = "http.PostAsync(\"https://api.mixpanel.com/track\", null)";
        await new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
        {
            OutputKind = OutputKind.ConsoleApplication,
            References = { TestReferences.Library("MediatR", "using System.Threading; using System.Threading.Tasks; namespace MediatR { public interface IRequest { } public interface IRequestHandler<in T> where T : IRequest { Task Handle(T request, CancellationToken token); } public interface IMediator { Task Send<T>(T request, CancellationToken token = default) where T : IRequest; } }") },
            Sources =
            {
                Usings + $$"""
                using MediatR;
                public static class Program { public static void Main() => WebApplication.CreateBuilder().Build().Run(); }
                public class Consent { public bool AllowsAnalytics { get; set; } }
                public record Paid : IRequest;
                public record Other : IRequest;
                public class PaidHandler(HttpClient http) : IRequestHandler<Paid> { public Task Handle(Paid request, CancellationToken token) => {{(reports ? call.Replace("PostAsync", "{|CNS4001:PostAsync", StringComparison.Ordinal) + "|}" : call)}}; }
                {{sender}}
                """,
            },
        }.RunAsync();
    }

    [Fact]
    public Task MessageAndProperties() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        Sources =
        {
            Usings + """
            public class Shop(HttpClient http) : Controller
            {
                public Task Paid(string id) => http.{|#0:PostAsync($"https://www.google-analytics.com/mp/collect?id={id}", null)|};
            }
            """,
        },
    }
        .Expect("CNS4001", at: 0, message: "The server sends to Google Analytics (audience measurement) while it handles a request, before the visitor has consented; send under a consent check for Analytics", severity: DiagnosticSeverity.Warning, properties: [("schema", "1"), ("kind", "tracker"), ("name", "Google Analytics"), ("purpose", "Analytics"), ("status", "ungated"), ("element", "HttpClient"), ("address", "https://www.google-analytics.com/mp/collect?id=")])
        .RunAsync();

    [Theory]
    [InlineData("tracker,Matomo,Own server,AudienceMeasurement,session,Visits", "GetAsync(\"https://stats.example.org/matomo.php?rec=1\")")]
    [InlineData("tracker,Google Analytics,Google,AudienceMeasurement,session,Visits", "{|CNS4001:PostAsync(\"https://www.google-analytics.com/mp/collect\", null)|}")]
    [InlineData("tracker,Matomo,Own server,Analytics,session,Visits", "{|CNS4001:GetAsync(\"https://stats.example.org/matomo.php?rec=1\")|}")]
    public Task ARegisterRow(string row, string call) => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("consent-register.csv", "kind,name,provider,purpose,lifetime,description\n" + row + "\n") },
        Sources = { Usings + $$"""public class Shop(HttpClient http) : Controller { public Task Paid() => http.{{call}}; }""" },
    }.RunAsync();

    [Fact]
    public Task AComponent() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        Views =
        {
            ("Pages/Paid.razor", """
                @using System.Net.Http
                @inject HttpClient Http
                <p>Paid</p>
                @code {
                    protected override async Task OnInitializedAsync() => await Http.{|CNS4001:PostAsync("https://api.mixpanel.com/track", null)|};
                    private async Task Ask(bool analyticsConsent) { if (analyticsConsent) await Http.PostAsync("https://api.mixpanel.com/track", null); }
                }

                """),
        },
    }.RunAsync();

    [Fact]
    public Task TheInventoryListsGuardedCallsToo() => new AnalyzerTest<InventoryAnalyzer>
    {
        Config = "dotnet_diagnostic.CNS9000.severity = suggestion",
        Sources =
        {
            Usings + """
            public class Consent { public bool AllowsAnalytics { get; set; } }
            public class Shop(HttpClient http, Consent consent) : Controller
            {
                public async Task Paid() { if (consent.AllowsAnalytics) await http.{|#0:PostAsync("https://api.mixpanel.com/track", null)|}; }
            }
            public class Job(HttpClient http) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => http.PostAsync("https://api.mixpanel.com/track", null, token); }
            """,
        },
    }
        .Expect("CNS9000", at: 0, severity: DiagnosticSeverity.Info, properties: [("kind", "tracker"), ("name", "Mixpanel"), ("status", "guarded"), ("by", "consent check (Analytics)"), ("element", "HttpClient"), ("address", "https://api.mixpanel.com/track")])
        .RunAsync();

    [Fact]
    public Task ATestProject() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        BuildProperties = { ["IsTestProject"] = "true" },
        Sources = { Usings + """public class Tests(HttpClient http) { public Task Sends() => http.PostAsync("https://api.mixpanel.com/track", null); }""" },
    }.RunAsync();

    [Fact]
    public Task HalfTypedCode() => new AnalyzerTest<ServerTrackerWithoutConsentAnalyzer>
    {
        CompilerErrorsAllowed = true,
        Sources =
        {
            Usings + """
            public class Shop(HttpClient http) : Controller
            {
                string url = url + "https://www.google-analytics.com/mp/collect";
                string A => B; string B => A;
                public Task One() => http.PostAsync(
                public Task Two() => http.PostAsync(A, null);
                public Task Three() => new HttpClient { BaseAddress = }.PostAsync("/mp/collect", null);
                public Task Four() { services.AddHttpClient("ga", c => c.BaseAddress = new Uri( }
            """,
        },
    }.RunAsync();
}
