using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>HTML that encodes every value put into it: what comes from a site's source can never become markup.</summary>
internal sealed class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    /// <summary>Markup is what stands in the literal; holes are text.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Markup markup) => _html.Append('\n');

    /// <summary>As <see cref="Line"/>, without a line break: inside &lt;pre&gt; it would show.</summary>
    public void Inline([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
    }

    /// <summary>The report's own style sheet, the one thing that is not encoded.</summary>
    public void Style(string css) => _html.Append("<style>\n").Append(css).Append("</style>\n");

    public override string ToString() => _html.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _html;

        public Markup(int literalLength, int formattedCount, HtmlWriter writer) => _html = writer._html;

        public void AppendLiteral(string markup) => _html.Append(markup);

        public void AppendFormatted(string text) => _html.Append(Encoder.Encode(text));

        public void AppendFormatted(int number) => _html.Append(number);
    }
}
