using System.Text;
using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>What the rules say of an input.</summary>
public enum Content
{
    /// <summary>A finding in each file.</summary>
    Reporting,

    /// <summary>The same code, behind a consent check and within the limits.</summary>
    Guarded,

    /// <summary>The same code, and nothing in it is the rules' business.</summary>
    Unrelated,
}

/// <summary>The C# that is analyzed.</summary>
internal static class Code
{
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Http.Features;\n";

    /// <summary>A project of ordinary controllers.</summary>
    public static Input Controllers(Content content, int count)
    {
        var test = new AnalyzerTest { Config = "dotnet_diagnostic.CNS9000.severity = warning" };
        test.Sources.Add(("Shop.cs", "public record Product(int Id, string Name, decimal Price, bool IsOnSale);\npublic interface IShop { Task<IReadOnlyList<Product>> FindAsync(string? text); Task AddAsync(int id, int quantity); }\n", MarkupOptions.None));
        for (var i = 0; i < count; i++) test.Sources.Add(($"Shop{i}Controller.cs", Controller(i, content), MarkupOptions.None));
        return new Input(test);
    }

    private static string Controller(int number, Content content) => $$"""
        {{Usings}}
        public class Shop{{number}}Controller(IShop shop, ILogger<Shop{{number}}Controller> logger) : Controller
        {
            public async Task<IActionResult> Index(string? text, int page = 1)
            {
                var products = await shop.FindAsync(text?.Trim());
                if (products.Count == 0)
                {
                    logger.LogInformation("Nothing for {Text}", text);
                    return NotFound();
                }
                var shown = products.Where(p => p.Price > 0).OrderBy(p => p.IsOnSale ? 0 : 1).ThenBy(p => p.Name).Skip((page - 1) * 20).Take(20).ToList();
                ViewData["Title"] = text is { Length: > 0 } ? $"Results for {text}" : "All products";
                ViewData["Pages"] = (products.Count + 19) / 20;
                return View(shown);
            }

            [HttpPost]
            public async Task<IActionResult> Add(int id, int quantity)
            {
                if (!ModelState.IsValid || quantity <= 0) return BadRequest();
                try
                {
                    await shop.AddAsync(id, quantity);
                }
                catch (InvalidOperationException e)
                {
                    logger.LogWarning(e, "Product {Id} could not be added", id);
                    return Conflict(e.Message);
                }
                TempData["Message"] = quantity == 1 ? "Added." : $"{quantity} added.";
                return RedirectToAction(nameof(Index));
            }

            public IActionResult Visit(string? campaign)
            {
                var source = campaign ?? Request.Headers.Referer.ToString();
                {{(content == Content.Guarded ? "var mayStore = HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false;" : "var mayStore = HttpContext.Request.Query.ContainsKey(\"visit\") && source.Length > 0;")}}
                {{(content == Content.Unrelated ? "var options = new SessionOptions { IdleTimeout = TimeSpan.FromDays(7) };" : "var options = new CookieOptions { Path = \"/\", HttpOnly = true };")}}
                {{content switch { Content.Unrelated => "options.IOTimeout", _ => "options.MaxAge" }}} = TimeSpan.FromDays({{(content == Content.Reporting ? 1000 : 90)}});
                if (mayStore)
                {
                    {{(content == Content.Unrelated ? "Response.Headers.Append(\"X-Campaign\", source + options.IdleTimeout);" : "Response.Cookies.Append(\"campaign\", source, options);")}}
                }
                return View();
            }
        }
        """;

    /// <summary>One method of the given length: branches, locals and loops throughout, and a guarded cookie at its end.</summary>
    public static Input LongMethod(int lines)
    {
        var body = new StringBuilder(Usings).Append("public class LongController : Controller\n{\n    public IActionResult Index(int a, string? text)\n    {\n        var mayStore = HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false;\n        var total = 0;\n");
        for (var i = 0; i < (lines - 14) / 12; i++)
        {
            body.Append($$"""
                        var isLarge{{i}} = false;
                        var length{{i}} = text?.Trim().Length ?? {{i}};
                        if (a > {{i}} && text is not null)
                        {
                            isLarge{{i}} = length{{i}} > {{i}};
                            if (isLarge{{i}}) total--;
                            total += isLarge{{i}} ? 1 : text.Length;
                        }
                        else if (a == {{i}} || total < 0)
                        {
                            foreach (var c in text ?? "") total += c;
                        }

                """);
        }
        body.Append("        if (mayStore)\n        {\n            Response.Cookies.Append(\"campaign\", total.ToString());\n        }\n        return View();\n    }\n}\n");
        return Of(body.ToString());
    }

    /// <summary>Small methods with a guarded cookie each, a hundred to the class.</summary>
    public static Input SmallMethods(int count)
    {
        var test = new AnalyzerTest();
        foreach (var methods in Enumerable.Range(0, count).Chunk(100))
        {
            test.Sources.Add(($"Small{methods[0]}.cs", $"{Usings}public class Small{methods[0]}Controller : Controller\n{{\n{string.Concat(methods.Select(m => Method("public", $"Visit{m}", m)))}}}\n", MarkupOptions.None));
        }
        return new Input(test);
    }

    /// <summary>Private methods of one class: what holds where each is called has to be looked up.</summary>
    public static Input PrivateMethods(int count)
    {
        var methods = string.Concat(Enumerable.Range(0, count).Select(m => Method("private", $"Visit{m}", m)));
        var calls = string.Concat(Enumerable.Range(0, count).Select(m => $"        Visit{m}(text);\n"));
        return Of($"{Usings}public class LargeController : Controller\n{{\n{methods}    public void Index(string text)\n    {{\n{calls}    }}\n}}\n");
    }

    /// <summary>A minimal API: each endpoint is a lambda of one method.</summary>
    public static Input Endpoints(int count) => Of(
        $"{Usings}var app = WebApplication.Create();\n{string.Concat(Enumerable.Range(0, count).Select(e => $"app.MapGet(\"/visit{e}\", (HttpContext context, string text) =>\n{{\n    if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack == true) context.Response.Cookies.Append(\"campaign{e}\", text);\n}});\n"))}app.Run();\n");

    /// <summary>Cookies one after the other in one method, with options of their own.</summary>
    public static Input ManyCookies(int count) => Of(
        $"{Usings}public class ManyController : Controller\n{{\n    public void Index(string text)\n    {{\n        if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack != true) return;\n{string.Concat(Enumerable.Range(0, count).Select(c => $"        var options{c} = new CookieOptions {{ Path = \"/\" }};\n        options{c}.MaxAge = TimeSpan.FromDays(90);\n        Response.Cookies.Append(\"campaign{c}\", text, options{c});\n"))}    }}\n}}\n");

    private static string Method(string access, string name, int number) => $$"""
            {{access}} void {{name}}(string text)
            {
                if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack == true)
                {
                    Response.Cookies.Append("campaign{{number}}", text);
                }
            }

        """;

    private static Input Of(string source) => new(new AnalyzerTest { Sources = { ("Growth.cs", source, MarkupOptions.None) } });
}
