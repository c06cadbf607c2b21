using ConsentAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Server;

public sealed class ClientAddressLoggedAnalyzerTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        """;

    private const string Helpers = """
        public static class IpAddressMask { public static string Mask(IPAddress a) => ""; public static string Mask(string a) => ""; public static string Of(IPAddress a) => ""; }
        public static partial class LogMessages { [LoggerMessage(1, LogLevel.Information, "{Ip}")] public static partial void SignedIn(ILogger logger, string ip); public static partial void SignedIn(ILogger logger, string ip) { } }

        """;

    [Theory]
    [InlineData("log.{|CNS4002:LogInformation(\"from {Ip}\", HttpContext.Connection.RemoteIpAddress)|};")]
    [InlineData("log.{|CNS4002:LogInformation(\"{User} from {Ip}\", \"x\", HttpContext.Connection.RemoteIpAddress?.ToString())|};")]
    [InlineData("log.{|CNS4002:LogWarning($\"from {HttpContext.Connection.RemoteIpAddress}\")|};")]
    [InlineData("log.{|CNS4002:LogWarning(\"from \" + HttpContext.Connection.RemoteIpAddress)|};")]
    [InlineData("log.{|CNS4002:LogError(new Exception(), \"from {Ip}\", Request.Headers[\"X-Forwarded-For\"].FirstOrDefault() ?? \"?\")|};")]
    [InlineData("log.{|CNS4002:LogError(\"from {Ip}\", Request.Headers[\"x-forwarded-for\"].ToString().Split(',')[0].Trim())|};")]
    [InlineData("var ip = HttpContext.Connection.RemoteIpAddress?.ToString() ?? \"Unknown\"; log.{|CNS4002:LogWarning(\"restart: {Ip}\", ip)|};")]
    [InlineData("string ip = null; if (Request.Headers.ContainsKey(\"X-Real-IP\")) ip = Request.Headers[\"X-Real-IP\"]; ip ??= \"\"; log.{|CNS4002:LogDebug(ip)|};")]
    [InlineData("if (Request.Headers.TryGetValue(\"CF-Connecting-IP\", out var ip)) log.{|CNS4002:LogDebug(\"{Ip}\", ip)|};")]
    [InlineData("if (HttpContext.Connection.RemoteIpAddress is { } ip) log.{|CNS4002:LogDebug(\"{Ip}\", ip.MapToIPv4())|};")]
    [InlineData("if (HttpContext.Connection is { RemoteIpAddress: { } ip }) log.{|CNS4002:LogDebug(\"{Ip}\", ip)|};")]
    [InlineData("using (log.{|CNS4002:BeginScope(new Dictionary<string, object> { [\"Ip\"] = HttpContext.Connection.RemoteIpAddress })|}) { }")]
    [InlineData("using (log.{|CNS4002:BeginScope(\"{Ip}\", Request.Headers[\"True-Client-IP\"])|}) { }")]
    [InlineData("var seen = new { Ip = HttpContext.Connection.RemoteIpAddress.ToString(), Path = \"/\" }; log.{|CNS4002:LogInformation(\"{@Seen}\", seen)|};")]
    [InlineData("log.{|CNS4002:LogInformation(\"{Ip}\", ClientIp())|};")]
    [InlineData("log.{|CNS4002:LogInformation(\"{Ip}\", VisitorAddress)|};")]
    [InlineData("LogMessages.{|CNS4002:SignedIn(log, HttpContext.Connection.RemoteIpAddress.ToString())|};")]
    [InlineData("{|CNS4002:Seen(log, HttpContext.Connection.RemoteIpAddress, null)|};")]
    public Task AnAddressInALog(string statement) => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Source(statement));

    [Theory]
    [InlineData("log.LogInformation(\"from {Ip}\", IpAddressMask.Mask(HttpContext.Connection.RemoteIpAddress));")]
    [InlineData("log.LogInformation(\"from {Ip}\", IpAddressMask.Of(HttpContext.Connection.RemoteIpAddress));")]
    [InlineData("var ip = IpAddressMask.Mask(HttpContext.Connection.RemoteIpAddress); log.LogInformation(\"from {Ip}\", ip);")]
    [InlineData("var ip = HttpContext.Connection.RemoteIpAddress?.ToString(); ip = IpAddressMask.Mask(ip); log.LogInformation(\"from {Ip}\", ip);")]
    [InlineData("log.LogInformation(\"from {Ip}\", AnonymizeIp(HttpContext.Connection.RemoteIpAddress));")]
    [InlineData("log.LogInformation(\"from {Ip}\", HashAddress(HttpContext.Connection.RemoteIpAddress.ToString()));")]
    [InlineData("log.LogInformation(\"from {Ip}\", MaskedIp());")]
    [InlineData("log.LogInformation(\"local: {Local}\", IPAddress.IsLoopback(HttpContext.Connection.RemoteIpAddress));")]
    [InlineData("if (HttpContext.Connection.RemoteIpAddress.Equals(HttpContext.Connection.LocalIpAddress)) log.LogInformation(\"local\");")]
    [InlineData("log.LogInformation(\"{Family}\", HttpContext.Connection.RemoteIpAddress.AddressFamily);")]
    [InlineData("log.LogInformation(\"{Port} {Local}\", HttpContext.Connection.RemotePort, HttpContext.Connection.LocalIpAddress);")]
    [InlineData("log.LogInformation(\"{Same}\", HttpContext.Connection.RemoteIpAddress == IPAddress.Any);")]
    [InlineData("log.LogInformation(\"{Has}\", Request.Headers.ContainsKey(\"X-Forwarded-For\"));")]
    [InlineData("log.LogInformation(\"{Agent}\", Request.Headers[\"User-Agent\"]);")]
    [InlineData("log.LogInformation(\"X-Forwarded-For is read\");")]
    [InlineData("var key = \"limit:\" + HttpContext.Connection.RemoteIpAddress; Limits[key] = 1;")]
    [InlineData("log.LogInformation(\"{Count}\", Count(HttpContext.Connection.RemoteIpAddress));")]
    [InlineData("log.LogInformation(\"blocked {Ip}\", new BlockedAddress().IpAddress);")]
    [InlineData("Response.Headers[\"X-Forwarded-For\"] = HttpContext.Connection.RemoteIpAddress.ToString();")]
    [InlineData("Console.WriteLine(HttpContext.Connection.RemoteIpAddress == null);")]
    public Task MaskedOrNoLog(string statement) => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Source(statement));

    private static string Source(string statement) => Usings + Helpers + $$"""
        public class BlockedAddress { public string IpAddress { get; set; } }
        public class Visitor(IHttpContextAccessor accessor) { public IPAddress Address => accessor.HttpContext.Connection.RemoteIpAddress; }
        public class Account(ILogger<Account> log) : Controller
        {
            private static readonly Action<ILogger, IPAddress, Exception> Seen = LoggerMessage.Define<IPAddress>(LogLevel.Information, 1, "{Ip}");
            private static readonly Dictionary<string, int> Limits = new();
            private string VisitorAddress => HttpContext.Connection.RemoteIpAddress?.ToString();
            public void Show() { {{statement}} }
            private string ClientIp() { var first = Request.Headers["X-Forwarded-For"].FirstOrDefault(); if (first != null) return first; return HttpContext.Connection.RemoteIpAddress.ToString(); }
            private string MaskedIp() => IpAddressMask.Mask(HttpContext.Connection.RemoteIpAddress);
            private static string AnonymizeIp(IPAddress a) => a.ToString();
            private static string HashAddress(string a) => a;
            private static int Count(IPAddress a) => 1;
        }
        """;

    [Fact]
    public Task AParameterThatACallGivesTheAddressTo() => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Usings + """
        public class Account(Audit audit) : Controller
        {
            public void Show() { audit.SignedIn("x", HttpContext.Connection.RemoteIpAddress.ToString()); audit.Blocked("10.0.0.1"); }
        }
        public class Audit(ILogger<Audit> log)
        {
            public void SignedIn(string user, string ipAddress) => log.{|CNS4002:LogInformation("{User} {Ip}", user, ipAddress)|};
            public void Blocked(string ipAddress) => log.LogInformation("{Ip}", ipAddress);
        }
        """);

    [Fact]
    public Task AMemberOfAnotherTypeThatReadsTheAddress() => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Usings + """
        public interface IClientInfo { IPAddress IpAddress { get; } }
        public class ClientInfo : IClientInfo
        {
            private readonly Lazy<IPAddress> _ip;
            private readonly IHttpContextAccessor _accessor;
            public ClientInfo(IHttpContextAccessor accessor) { _accessor = accessor; _ip = new(Read); }
            public IPAddress IpAddress => _ip.Value;
            private IPAddress Read() => _accessor.HttpContext.Connection.RemoteIpAddress;
        }
        public class Shop(IClientInfo client, ILogger<Shop> log) { public void Show() => log.{|CNS4002:LogInformation("{Ip}", client.IpAddress.ToString())|}; }
        """);

    [Fact]
    public Task OtherLogLibraries() => new AnalyzerTest<ClientAddressLoggedAnalyzer>
    {
        References =
        {
            TestReferences.Library("Logs", """
                namespace Serilog { public interface ILogger { void Information(string template, params object[] values); ILogger ForContext(string name, object value); } public static class Log { public static void Warning(string template, params object[] values) { } }
                    public interface IDiagnosticContext { void Set(string name, object value); } public static class Enrichers { public static object WithClientIp(this object enrich) => enrich; } }
                namespace Serilog.Context { public static class LogContext { public static System.IDisposable PushProperty(string name, object value) => null; } }
                namespace Serilog.Core { public interface ILogEventPropertyFactory { object CreateProperty(string name, object value); } }
                namespace Serilog.Events { public class ScalarValue(object value) { public object Value => value; } public class LogEventProperty(string name, ScalarValue value) { public object A => name; public object B => value; } }
                namespace NLog { public class Logger { public void Info(string text, params object[] values) { } } public static class ScopeContext { public static System.IDisposable PushProperty(string name, object value) => null; } }
                """),
        },
        Sources =
        {
            """
            using System.Net;
            using Microsoft.AspNetCore.Http;
            using Serilog;
            using Serilog.Context;
            using Serilog.Core;
            using Serilog.Events;
            public static class IpAddressMask { public static string Mask(IPAddress a) => ""; }
            public class Middleware(Serilog.ILogger log, NLog.Logger nlog, IDiagnosticContext diagnostics, ILogEventPropertyFactory factory, object enrich)
            {
                public void Invoke(HttpContext context)
                {
                    var ip = context.Connection.RemoteIpAddress;
                    log.{|CNS4002:Information("{Ip}", ip)|};
                    log.{|CNS4002:ForContext("Ip", ip)|}.Information("seen");
                    Log.{|CNS4002:Warning("{Ip}", ip)|};
                    diagnostics.{|CNS4002:Set("Ip", ip?.ToString())|};
                    LogContext.{|CNS4002:PushProperty("Ip", ip.ToString())|};
                    factory.{|CNS4002:CreateProperty("Ip", ip)|};
                    _ = {|CNS4002:new LogEventProperty("Ip", new ScalarValue(ip))|};
                    nlog.{|CNS4002:Info("{Ip}", ip)|};
                    NLog.ScopeContext.{|CNS4002:PushProperty("Ip", ip)|};
                    enrich.{|CNS4002:WithClientIp()|};
                    log.Information("{Ip}", IpAddressMask.Mask(ip));
                    LogContext.PushProperty("Ip", IpAddressMask.Mask(ip));
                    LogContext.PushProperty("Path", context.Request.Path);
                    diagnostics.Set("Local", context.Connection.LocalIpAddress);
                    nlog.Info("{Ip}", ip.IsIPv4MappedToIPv6);
                }
            }
            """,
        },
    }.RunAsync();

    [Theory]
    [InlineData("services.{|CNS4002:AddW3CLogging(o => o.FlushInterval = TimeSpan.FromSeconds(2))|};")]
    [InlineData("services.AddW3CLogging(o => {|CNS4002:o.LoggingFields = W3CLoggingFields.All|});")]
    [InlineData("services.AddW3CLogging(o => {|CNS4002:o.LoggingFields = W3CLoggingFields.Date | W3CLoggingFields.ClientIpAddress|});")]
    [InlineData("services.AddW3CLogging(o => o.LoggingFields = W3CLoggingFields.All & ~W3CLoggingFields.ClientIpAddress);")]
    [InlineData("services.AddW3CLogging(o => o.LoggingFields = W3CLoggingFields.Date | W3CLoggingFields.UriStem);")]
    [InlineData("services.AddW3CLogging(o => o.LoggingFields &= ~W3CLoggingFields.ClientIpAddress);")]
    [InlineData("services.AddW3CLogging(o => { }); services.Configure<W3CLoggerOptions>(o => o.LoggingFields = W3CLoggingFields.Date);")]
    [InlineData("services.AddHttpLogging(o => o.RequestHeaders.{|CNS4002:Add(\"X-Forwarded-For\")|});")]
    [InlineData("services.AddHttpLogging(o => { o.LoggingFields = HttpLoggingFields.RequestPropertiesAndHeaders; o.RequestHeaders.{|CNS4002:Add(\"X-Real-IP\")|}; });")]
    [InlineData("services.AddHttpLogging(o => { o.LoggingFields = HttpLoggingFields.RequestPath; o.RequestHeaders.Add(\"X-Forwarded-For\"); });")]
    [InlineData("services.AddHttpLogging(o => o.RequestHeaders.Add(\"User-Agent\"));")]
    [InlineData("services.AddHttpLogging(o => o.ResponseHeaders.Add(\"X-Forwarded-For\"));")]
    [InlineData("services.AddHttpLogging(o => { });")]
    [InlineData("services.AddW3CLogging(o => { o.LoggingFields = W3CLoggingFields.Date; o.AdditionalRequestHeaders.{|CNS4002:Add(\"X-Forwarded-For\")|}; });")]
    public Task TheFrameworksOwnLogs(string statement) => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Usings + $$"""
        public static class Setup { public static void Add(IServiceCollection services) { {{statement}} } }
        """);

    [Theory]
    [InlineData("builder.Services.AddW3CLogging(o => { });", "")]
    [InlineData("builder.Services.{|CNS4002:AddW3CLogging(o => { })|};", "app.UseW3CLogging();")]
    public Task AW3CLogThatIsUsed(string registration, string use) => Verify.AnalyzerAsync<ClientAddressLoggedAnalyzer>(Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        {{registration}}
        var app = builder.Build();
        {{use}}
        app.Run();
        """);

    [Fact]
    public Task Message() => new AnalyzerTest<ClientAddressLoggedAnalyzer> { Sources = { Source("log.{|#0:LogInformation(\"{Ip}\", HttpContext.Connection.RemoteIpAddress)|};") } }
        .Expect("CNS4002", at: 0, message: "The visitor's IP address (RemoteIpAddress) is written to a log, where it stays beyond the request; mask it (IpAddressMask.Mask) or leave it out", severity: DiagnosticSeverity.Info)
        .RunAsync();

    [Fact]
    public Task ATestProject() => new AnalyzerTest<ClientAddressLoggedAnalyzer> { BuildProperties = { ["IsTestProject"] = "true" }, Sources = { Source("log.LogInformation(\"{Ip}\", HttpContext.Connection.RemoteIpAddress);") } }.RunAsync();

    [Fact]
    public Task HalfTypedCode() => new AnalyzerTest<ClientAddressLoggedAnalyzer>
    {
        CompilerErrorsAllowed = true,
        Sources =
        {
            Usings + """
            public class Account(ILogger<Account> log) : Controller
            {
                string ClientIp => RemoteIp; string RemoteIp => ClientIp + Again(RemoteIp);
                string Again(string ip) => Again(ip);
                void One() { var ip = ip + ip; ip = other; log.LogInformation(ip + RemoteIp); }
                void Two() { log.LogInformation("{Ip}", HttpContext.Connection.RemoteIpAddress?. ); log.LogInformation( }
                void Three() { Request.Headers["X-Forwarded-For"; LogMessage.SignedIn(log, }
            """,
        },
    }.RunAsync();
}
