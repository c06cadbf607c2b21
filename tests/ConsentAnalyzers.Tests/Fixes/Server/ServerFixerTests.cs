using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Server;

/// <summary>CNS4002 and CNS4003.</summary>
public sealed class ServerFixerTests
{
    [Theory]
    [InlineData("logger.LogInformation(\"{Ip}\", context.Connection.RemoteIpAddress);", "logger.LogInformation(\"{Ip}\", IpAddressMask.Mask(context.Connection.RemoteIpAddress));")]
    [InlineData("logger.LogInformation(\"{Ip}\", context.Connection.RemoteIpAddress?.ToString());", "logger.LogInformation(\"{Ip}\", IpAddressMask.Mask(context.Connection.RemoteIpAddress?.ToString()));")]
    [InlineData("logger.LogInformation($\"from {context.Connection.RemoteIpAddress}\");", "logger.LogInformation($\"from {IpAddressMask.Mask(context.Connection.RemoteIpAddress)}\");")]
    [InlineData("var ip = context.Request.Headers[\"X-Forwarded-For\"].ToString();\n        logger.LogWarning(\"from \" + ip);", "var ip = context.Request.Headers[\"X-Forwarded-For\"].ToString();\n        logger.LogWarning(\"from \" + IpAddressMask.Mask(ip));")]
    [InlineData("logger.BeginScope(new Dictionary<string, object?> { [\"ip\"] = context.Connection.RemoteIpAddress });", "logger.BeginScope(new Dictionary<string, object?> { [\"ip\"] = IpAddressMask.Mask(context.Connection.RemoteIpAddress) });")]
    [InlineData("logger.BeginScope(new { Ip = context.Connection.RemoteIpAddress });", "logger.BeginScope(new { Ip = IpAddressMask.Mask(context.Connection.RemoteIpAddress) });")]
    public Task Masked(string code, string mended) => Verify.FixWithHelperAsync("CNS4002", "mask", Method(code), "using ConsentAnalyzers.AspNetCore;\n\n" + Method(mended));

    [Fact]
    public Task No_mask_without_the_helper() => Verify.NoFixAsync("CNS4002", "mask", Method("logger.LogInformation(\"{Ip}\", context.Connection.RemoteIpAddress);"));

    [Theory]
    [InlineData("o.LoggingFields = W3CLoggingFields.All;", "o.LoggingFields = W3CLoggingFields.All & ~W3CLoggingFields.ClientIpAddress;")]
    [InlineData("o.LoggingFields = W3CLoggingFields.Date | W3CLoggingFields.ClientIpAddress | W3CLoggingFields.Method;", "o.LoggingFields = W3CLoggingFields.Date | W3CLoggingFields.Method;")]
    [InlineData("o.LoggingFields = W3CLoggingFields.ClientIpAddress | W3CLoggingFields.Method;", "o.LoggingFields = W3CLoggingFields.Method;")]
    public Task Field_is_cleared(string code, string mended) => Verify.FixAsync("CNS4002", "clear", Logging(code), Logging(mended));

    [Theory]
    [InlineData("o => { }", "o => { o.LoggingFields &= ~W3CLoggingFields.ClientIpAddress; }")]
    [InlineData("_ => { }", "logging => { logging.LoggingFields &= ~W3CLoggingFields.ClientIpAddress; }")]
    [InlineData("o => o.FileName = \"a\"", "o =>\n{\n    o.FileName = \"a\";\n    o.LoggingFields &= ~W3CLoggingFields.ClientIpAddress;\n}")]
    public Task Default_fields_are_cleared(string options, string mended) => Verify.FixAsync("CNS4002", "clear", Site(options), "using Microsoft.AspNetCore.HttpLogging;\n\n" + Site(mended));

    [Fact]
    public Task Transfer_in_the_register() => new FixTest("CNS4003", "document:register")
    {
        Sources = { ("Test0.cs", Sending) },
        AdditionalFiles = { ("consent-register.csv", "kind,name,provider,purpose,source\n") },
        Fixed = { ["consent-register.csv"] = "kind,name,provider,purpose,source\ntransfer,Zapier,Zapier,,code\n" },
        Wakes = ["CNS5004"],
    }.RunAsync();

    [Fact]
    public Task Transfer_by_an_attribute()
    {
        var test = new FixTest("CNS4003", "document:attribute")
        {
            Sources = { ("Test0.cs", Sending) },
            Fixed = { ["Test0.cs"] = Sending.Replace("using Microsoft.", "using ConsentAnalyzers.AspNetCore;\nusing Microsoft.").Replace("    public Task", "    [DataTransfer(\"Zapier\", \"\")]\n    public Task") },
            SomeAreLeft = true,
        };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }

    private const string Sending = """
        using System.Net.Http.Json;
        using Microsoft.AspNetCore.Mvc;

        public record ContactForm(string Email, string Name);

        public class ContactController(HttpClient client) : Controller
        {
            public Task Send([FromForm] ContactForm form) => client.PostAsJsonAsync("https://hooks.zapier.com/hooks/catch/1", form);
        }
        """;

    private static string Method(string code) => $$"""
        class C(ILogger<C> logger)
        {
            void M(HttpContext context)
            {
                {{code}}
            }
        }
        """;

    private static string Logging(string code) => $"using Microsoft.AspNetCore.HttpLogging;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddW3CLogging(o =>\n{{\n    {code}\n}});\nvar app = builder.Build();\napp.UseW3CLogging();\napp.Run();\n";

    private static string Site(string options) => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddW3CLogging({options});\nvar app = builder.Build();\napp.UseW3CLogging();\napp.Run();\n";
}
