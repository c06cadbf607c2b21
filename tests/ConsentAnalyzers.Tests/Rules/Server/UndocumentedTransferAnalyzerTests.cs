using ConsentAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Server;

public sealed class UndocumentedTransferAnalyzerTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text;
        using System.Text.Json;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;

        """;

    private const string Types = """
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] public class DataTransferAttribute(string recipient, string purpose) : Attribute { public string R => recipient; public string P => purpose; }
        public class Contact { public string FirstName { get; set; } public string Email { get; set; } public string Message { get; set; } public int Topic { get; set; } }
        public class Order { public int Id { get; set; } public Contact Buyer { get; set; } }
        public class Filter { public int Page { get; set; } public string Sort { get; set; } public bool SendEmail { get; set; } }

        """;

    [Theory]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(Hook, new { model.Email, model.Message })|};")]
    [InlineData("await http.{|CNS4003:PostAsync(\"https://hooks.slack.com/services/T/B/x\", new StringContent($\"{model.FirstName} wrote\"))|};")]
    [InlineData("var json = JsonSerializer.Serialize(model); await http.{|CNS4003:PostAsync(\"https://crm.partner.example/leads\", new StringContent(json, Encoding.UTF8, \"application/json\"))|};")]
    [InlineData("var form = new Dictionary<string, string> { [\"email\"] = model.Email }; await http.{|CNS4003:PostAsync(\"https://discord.com/api/webhooks/1/2\", new FormUrlEncodedContent(form))|};")]
    [InlineData("var form = new List<KeyValuePair<string, string>>(); form.Add(new(\"e\", model.Email)); await http.{|CNS4003:PostAsync(\"https://hook.eu1.make.com/x\", new FormUrlEncodedContent(form))|};")]
    [InlineData("var data = new MultipartFormDataContent(); data.Add(new StringContent(model.Email), \"email\"); await http.{|CNS4003:PostAsync(\"https://hook.eu1.make.com/x\", data)|};")]
    [InlineData("var m = new HttpRequestMessage(HttpMethod.Post, \"https://api.hsforms.com/submissions/v3/integration/submit/1/2\") { Content = JsonContent.Create(model) }; await http.{|CNS4003:SendAsync(m)|};")]
    [InlineData("var m = new HttpRequestMessage(HttpMethod.Put, \"https://crm.partner.example/x\"); m.Content = JsonContent.Create(new { Mail = model?.Email }); await http.{|CNS4003:SendAsync(m)|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync($\"https://{dc}.api.mailchimp.com/3.0/lists/1/members\", new { email_address = model.Email })|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(\"https://crm.partner.example/x\", order)|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(\"https://crm.partner.example/x\", order.Buyer)|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(\"https://crm.partner.example/x\", new { email = Request.Form[\"email\"].ToString() })|};")]
    [InlineData("await http.{|CNS4003:PostAsJsonAsync(\"https://crm.partner.example/x\", ToLead(model))|};")]
    [InlineData("await Forward(model);")]
    public Task AModelToAThirdParty(string body) => Verify.AnalyzerAsync<UndocumentedTransferAnalyzer>(Source(body, forwards: body.StartsWith("await Forward", StringComparison.Ordinal)));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(\"/api/contacts\", model);")]
    [InlineData("await http.PostAsJsonAsync(url, model);")]
    [InlineData("await http.PostAsJsonAsync(\"http://localhost:5000/api\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"http://10.0.0.4/api\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"http://crm.internal/api\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"http://contacts-service/api\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://api.test.example/api\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://login.microsoftonline.com/common/oauth2/token\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://api.stripe.com/v1/customers\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://www.google.com/recaptcha/api/siteverify\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://api.segment.io/v1/identify\", model);")]
    [InlineData("await http.PostAsJsonAsync(\"https://hooks.slack.com/services/T/B/x\", new { text = \"Somebody wrote\" });")]
    [InlineData("await http.PostAsJsonAsync(\"https://hooks.slack.com/services/T/B/x\", new { topic = model.Topic });")]
    [InlineData("await http.PostAsJsonAsync(\"https://crm.partner.example/x\", filter);")]
    [InlineData("await http.PostAsJsonAsync(\"https://crm.partner.example/x\", new { order.Id });")]
    [InlineData("await http.PostAsJsonAsync(\"https://crm.partner.example/x\", new { page = Request.Form[\"page\"].ToString() });")]
    [InlineData("await http.GetAsync(\"https://crm.partner.example/x\");")]
    [InlineData("await http.PostAsync(\"https://crm.partner.example/x\", null);")]
    [InlineData("var own = new Contact { Email = \"shop@example.org\" }; await http.PostAsJsonAsync(\"https://crm.partner.example/x\", own);")]
    [InlineData("var saved = new { Id = 7 }; Console.WriteLine(model); await http.PostAsJsonAsync(\"https://crm.partner.example/x\", saved);")]
    public Task SameSiteExpectedRecipientsAndOtherData(string body) => Verify.AnalyzerAsync<UndocumentedTransferAnalyzer>(Source(body, forwards: false));

    private static string Source(string body, bool forwards) => Usings + Types + $$"""
        public class ContactController(HttpClient http) : Controller
        {
            private const string Hook = "https://hooks.zapier.com/hooks/catch/1/2";
            [HttpPost] public async Task<IActionResult> Send(Contact model, Order order, Filter filter, string url, string dc) { {{body}} return Ok(); }
            private static object ToLead(Contact contact) => new { contact.Email };
            private Task Forward(Contact contact) => {{(forwards ? "http.{|CNS4003:PostAsJsonAsync(Hook, contact)|}" : "Task.CompletedTask")}};
        }
        """;

    [Fact]
    public Task PagesEndpointsAndServices() => Verify.AnalyzerAsync<UndocumentedTransferAnalyzer>(Usings + Types + """
        public class ContactPage(HttpClient http) : PageModel
        {
            [BindProperty] public Contact Input { get; set; }
            [BindProperty] public Filter Filter { get; set; }
            public Contact Own { get; set; } = new();
            public async Task OnPostAsync()
            {
                await http.{|CNS4003:PostAsJsonAsync("https://crm.partner.example/x", Input)|};
                await http.{|CNS4003:PostAsJsonAsync("https://crm.partner.example/x", new { Input.Email })|};
                await http.PostAsJsonAsync("https://crm.partner.example/x", Filter);
                await http.PostAsJsonAsync("https://crm.partner.example/x", Own);
            }
        }
        public interface ICrm { Task Add(Contact contact); Task Sync(Contact contact); }
        public class Crm(HttpClient http) : ICrm
        {
            public Task Add(Contact contact) => http.{|CNS4003:PostAsJsonAsync("https://crm.partner.example/x", contact)|};
            public Task Sync(Contact contact) => http.PostAsJsonAsync("https://crm.partner.example/x", contact);
        }
        public static class Endpoints
        {
            public static void Map(WebApplication app)
            {
                app.MapPost("/contact", async (Contact contact, ICrm crm) => await crm.Add(contact));
                app.MapPost("/lead", async (Contact contact, HttpClient http) => await http.{|CNS4003:PostAsJsonAsync("https://crm.partner.example/x", contact)|});
                app.MapPost("/raw", async (HttpRequest request, HttpClient http) => await http.{|CNS4003:PostAsync("https://crm.partner.example/x", new FormUrlEncodedContent(new Dictionary<string, string> { ["m"] = request.Form["email"] }))|});
                app.MapPost("/page", async (Filter filter, HttpClient http) => await http.PostAsJsonAsync("https://crm.partner.example/x", filter));
            }
        }
        """);

    [Theory]
    [InlineData("[DataTransfer(\"Zapier\", \"answer the visitor\")]", "", "PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)")]
    [InlineData("", "[DataTransfer(\"Zapier\", \"answer the visitor\")]", "PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)")]
    [InlineData("[DataTransfer(\"Zapier\", \"\")]", "", "{|CNS4003:PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)|}")]
    [InlineData("[Obsolete(\"Zapier\")]", "", "{|CNS4003:PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)|}")]
    public Task AnAttribute(string onMethod, string onType, string call) => Verify.AnalyzerAsync<UndocumentedTransferAnalyzer>(Usings + Types + $$"""
        {{onType}} public class ContactController(HttpClient http) : Controller
        {
            {{onMethod}} [HttpPost] public Task Send(Contact model) => http.{{call}};
        }
        """);

    [Theory]
    [InlineData("Zapier", "PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)")]
    [InlineData("hooks.zapier.com", "PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)")]
    [InlineData("Slack", "{|CNS4003:PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)|}")]
    [InlineData("partner.example", "PostAsJsonAsync(\"https://crm.partner.example/x\", model)")]
    public Task AnAttributeOnTheAssemblyAndARegisterRow(string recipient, string call)
    {
        var source = $$"""public class ContactController(HttpClient http) : Controller { [HttpPost] public Task Send(Contact model) => http.{{call}}; }""";
        return Task.WhenAll(
            Verify.AnalyzerAsync<UndocumentedTransferAnalyzer>(Usings + $"[assembly: DataTransfer(\"{recipient}\", \"answer the visitor\")]\n" + Types + source),
            new AnalyzerTest<UndocumentedTransferAnalyzer>
            {
                AdditionalFiles = { ("consent-register.csv", $"kind,name,provider,description\ntransfer,{recipient},Somebody,Answers the visitor\n") },
                Sources = { Usings + Types + source },
            }.RunAsync());
    }

    [Theory]
    [InlineData("{|CNS4003:<form action=\"https://shop.us1.list-manage.com/subscribe/post?u=1\" method=\"post\">|}<input type=\"email\" name=\"EMAIL\"></form>")]
    [InlineData("{|CNS4003:<form method=\"post\" action=\"//forms.partner.example/send\">|}<div><input name=\"first_name\"></div></form>")]
    [InlineData("{|CNS4003:<form action='https://forms.partner.example/send'>|}<textarea name=\"message\"></textarea><input name=\"phone\" type=\"tel\"></form>")]
    [InlineData("<form action=\"/contact\" method=\"post\"><input type=\"email\" name=\"email\"></form>")]
    [InlineData("<form asp-action=\"Contact\" method=\"post\"><input type=\"email\" name=\"email\"></form>")]
    [InlineData("<form action=\"https://www.google.com/search\"><input name=\"q\"></form>")]
    [InlineData("<form action=\"https://www.paypal.com/cgi-bin/webscr\" method=\"post\"><input type=\"email\" name=\"email\"></form>")]
    [InlineData("<form action=\"https://login.microsoftonline.com/x\" method=\"post\"><input name=\"email\"></form>")]
    [InlineData("<form action=\"http://localhost/x\" method=\"post\"><input name=\"email\"></form>")]
    [InlineData("<form action=\"https://forms.partner.example/send\" method=\"post\"><input type=\"hidden\" name=\"email\"></form><input name=\"email\">")]
    [InlineData("<template><form action=\"https://forms.partner.example/send\" method=\"post\"><input name=\"email\"></form></template>")]
    [InlineData("<!-- <form action=\"https://forms.partner.example/send\"><input name=\"email\"></form> -->")]
    [InlineData("@* consent-exempt CNS4003: the newsletter is described in the policy *@\n<form action=\"https://forms.partner.example/send\"><input name=\"email\"></form>")]
    [InlineData("<a href=\"https://forms.partner.example/send\">Send</a><input name=\"email\">")]
    public Task Forms(string markup) => Verify.ViewAsync<UndocumentedTransferAnalyzer>("Views/Home/Contact.cshtml", markup + "\n");

    [Fact]
    public Task AFormInTheRegister() => new AnalyzerTest<UndocumentedTransferAnalyzer>
    {
        AdditionalFiles = { ("consent-register.csv", "kind,name,provider,description\ntransfer,Mailchimp,Intuit,Newsletter\n") },
        Views = { ("Views/Home/Contact.cshtml", "<form action=\"https://shop.us1.list-manage.com/subscribe/post\" method=\"post\"><input type=\"email\" name=\"EMAIL\"></form>\n") },
    }.RunAsync();

    [Fact]
    public Task MessageAndProperties() => new AnalyzerTest<UndocumentedTransferAnalyzer> { Sources = { Source("await http.{|#0:PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", model)|};", forwards: false) } }
        .Expect("CNS4003", at: 0, message: "What the visitor filled in (Contact) is sent to Zapier, and nothing says what for; document it with [DataTransfer(\"Zapier\", \"purpose\")] or a transfer row in the register", severity: DiagnosticSeverity.Info, properties: [("kind", "transfer"), ("name", "Zapier"), ("element", "PostAsJsonAsync"), ("address", "https://hooks.zapier.com/hooks/catch/1/2")])
        .RunAsync();

    [Fact]
    public Task HalfTypedCode() => new AnalyzerTest<UndocumentedTransferAnalyzer>
    {
        CompilerErrorsAllowed = true,
        Sources =
        {
            Usings + Types + """
            public class ContactController(HttpClient http) : Controller
            {
                [HttpPost] public Task Send(Contact model) { var x = x; x.Add(x); return http.PostAsJsonAsync("https://hooks.zapier.com/1", x
                [HttpPost] public Task Again(Contact model) => http.PostAsJsonAsync("https://hooks.zapier.com/1", Again(model));
                [HttpPost] public Task Third(Missing model) => http.PostAsJsonAsync("https://hooks.zapier.com/1", new { model.
            }
            """,
        },
    }.RunAsync();
}
