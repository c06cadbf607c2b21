using System.Text;
using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>The markup that is analyzed.</summary>
internal static class Views
{
    /// <summary>A project of ordinary views, each with a script, an inline script and a frame.</summary>
    public static Input Ordinary(Content content, int count)
    {
        var test = new AnalyzerTest { Config = "dotnet_diagnostic.CNS9000.severity = warning" };
        for (var i = 0; i < count; i++) test.Views.Add(($"Views/Shop/Page{i}.cshtml", View(i, content), MarkupOptions.None));
        return new Input(test);
    }

    /// <summary>One page of the given size as a static file, with a tracker in each section.</summary>
    public static Input Page(int size)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html>\n<body>\n");
        for (var i = 0; page.Length < size; i++) page.Append(Section(i)).Append(Trackers);
        return Of("page.html", page.Append("</body>\n</html>\n").ToString());
    }

    /// <summary>The same as a view, which has C# as well.</summary>
    public static Input LargeView(int size)
    {
        var view = new StringBuilder();
        for (var i = 0; view.Length < size; i++) view.Append(Section(i)).Append("@if (Context.Request.Query.ContainsKey(\"visit\"))\n{\n").Append(Trackers).Append("}\n");
        return new Input(new AnalyzerTest { Views = { ("Views/Shop/Large.cshtml", view.ToString(), MarkupOptions.None) } });
    }

    /// <summary>HTML lets the end tags of paragraphs be left out.</summary>
    public static Input UnclosedParagraphs(int size)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<script src=\"/site.js\"></script>\n");
        for (var i = 0; page.Length < size; i++) page.Append("<p>Paragraph ").Append(i).Append(" of a long text, with <b>something</b> in it.\n");
        return Of("page.html", page.ToString());
    }

    private const string Trackers = """
        <script async src="https://www.clarity.ms/tag/abcdefgh"></script>
        <iframe src="https://www.youtube.com/embed/abcdefgh" width="560" height="315"></iframe>

        """;

    private static Input Of(string path, string text) => new(new AnalyzerTest { AdditionalFiles = { (path, text, MarkupOptions.None) } });

    private static string Section(int number) => $"""
        <section id="s{number}" class="product">
        <h2>Product {number}</h2>
        <p>It is <em>light</em>, <a href="/products/{number}?size=m&amp;colour=blue">comes in blue</a> and costs <b>{number}.00 &euro;</b>.</p>
        <img src="/images/{number}.jpg" alt="Product {number}" width="320" height="200" loading="lazy">
        <ul><li>One</li><li>Two</li><li data-stock="{number}">Three</li></ul>
        <form action="/cart" method="post"><input type="hidden" name="id" value="{number}"><button type="submit">Buy</button></form>
        </section>

        """;

    private static string View(int number, Content content) => $$"""
        @{
            ViewData["Title"] = "Products {{number}}";
            var products = Enumerable.Range(0, 20).Select(n => (Id: n, Name: $"Product {n}", Price: n * 1.5m)).ToList();
        }
        <h1>@ViewData["Title"]</h1>
        <form action="/shop/search" method="get" class="search">
            <label for="text">Search</label>
            <input type="search" id="text" name="text" value="@Context.Request.Query["text"]">
            <button type="submit">Search</button>
        </form>
        @foreach (var product in products)
        {
            <article class="product @(product.Price > 10 ? "expensive" : "")" data-id="@product.Id">
                <h2><a href="/shop/@product.Id">@product.Name</a></h2>
                <img src="/images/@(product.Id).jpg" alt="@product.Name" width="320" height="200">
                <p>@product.Price.ToString("C")</p>
                @if (product.Price < 5)
                {
                    <p class="sale">On sale</p>
                }
            </article>
        }
        {{Section(number)}}
        @if ({{(content == Content.Guarded ? "Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true" : "Context.Request.Query.ContainsKey(\"visit\") && Context.Request.Path.StartsWithSegments(\"/shop\") == true")}})
        {
            <script async src="{{(content == Content.Unrelated ? "/js/site/tag/abcdefgh" : "https://www.clarity.ms/tag/abcdefgh")}}"></script>
            <script>
                {{(content == Content.Unrelated ? "shop('init', '123456');" : "fbq('init', '123456');")}}
                document.querySelectorAll('.product').forEach(function (p) { p.addEventListener('click', function () { p.classList.toggle('open'); }); });
            </script>
            @* {{(content == Content.Unrelated ? "the film of the product: it is our own" : $"consent-exempt CNS2001 {(content == Content.Reporting ? "Nothing" : "Preferences")}: the visitor asked for the film")}} *@
            <iframe src="{{(content == Content.Unrelated ? "/films/embed/abcdefgh" : "https://www.youtube.com/embed/abcdefgh")}}" width="560" height="315"></iframe>
        }
        """;
}
