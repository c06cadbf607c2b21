namespace ConsentAnalyzers.Tests.Fixes.Markup;

public sealed class LateBlockerFixerTests
{
    [Theory]
    [InlineData("<script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script>", "<script src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script>")]
    [InlineData("<script src=\"https://consent.cookiebot.com/uc.js\" defer=\"defer\" async data-blockingmode=\"AUTO\"></script>", "<script src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"AUTO\"></script>")]
    [InlineData("<script src=\"https://cmp.osano.com/a/osano.js\"\n        async></script>", "<script src=\"https://cmp.osano.com/a/osano.js\"></script>")]
    public Task Waits(string before, string after) => new FixTest("CNS2008", "wait") { AdditionalFiles = { ("index.html", before + "\n") }, Fixed = { ["index.html"] = after + "\n" } }.RunAsync();

    [Fact]
    public Task Moves_up_in_a_layout() => Verify.FixViewAsync("CNS2008", "move", "Views/Shared/_Layout.cshtml", """
        <!DOCTYPE html>
        <html>
        <head>
            <meta charset="utf-8" />
            <script src="~/js/site.js"></script>
            <script async id="Cookiebot" src="https://consent.cookiebot.com/uc.js"
                    data-blockingmode="auto"></script>
            <title>@ViewData["Title"]</title>
        </head>
        <body>
            @RenderBody()
        </body>
        </html>
        """, """
        <!DOCTYPE html>
        <html>
        <head>
            <script id="Cookiebot" src="https://consent.cookiebot.com/uc.js"
                    data-blockingmode="auto"></script>
            <meta charset="utf-8" />
            <script src="~/js/site.js"></script>
            <title>@ViewData["Title"]</title>
        </head>
        <body>
            @RenderBody()
        </body>
        </html>
        """);

    [Theory]
    [InlineData("<script src=\"/js/site.js\"></script><script src=\"https://cmp.osano.com/a/osano.js\"></script>")]
    [InlineData("<script type=\"module\" src=\"https://cmp.osano.com/a/osano.js\"></script>")]
    public Task Left_alone_in_html(string html)
    {
        var test = new FixTest("CNS2008", "move") { AdditionalFiles = { ("index.html", html) } };
        return test.NothingAsync();
    }

    [Theory]
    [InlineData("<html><head>\n<script src=\"/a.js\"></script>\n@if (Model is not null)\n{\n    <script src=\"https://cmp.osano.com/a/osano.js\"></script>\n}\n</head></html>\n")]
    [InlineData("<html><head>\n<script src=\"/a.js\"></script>\n<script src=\"https://cmp.osano.com/@ViewData[\"a\"]/osano.js\"></script>\n</head></html>\n")]
    public Task Left_alone_in_a_view(string view) => new FixTest("CNS2008", "move") { Views = { ("Views/A.cshtml", view) } }.NothingAsync();
}
