using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>Every row of <c>cmp-gates.tsv</c>: held, half held, open.</summary>
public sealed class GateRowTests
{
    private const string Script = "https://www.clarity.ms/tag/abc";
    private const string Image = "https://www.facebook.com/tr?id=1";
    private const string Frame = "https://www.youtube.com/embed/x";

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, KnownGates.All.Count).Where(i => Value(KnownGates.All[i]) is not null)];

    public static TheoryData<int, string> OpenValues => [.. from row in TsvTable.Load("cmp-gates.tsv").Rows.Where(r => r["attribute"].Length > 0).Select((r, i) => (Open: r.List("open"), Index: i)) from value in row.Open select (row.Index, value.Replace("*", "analytics"))];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Held(int row)
    {
        var gate = KnownGates.All[row];
        var type = gate.InertTypes.Count > 0 ? gate.InertTypes[0] : gate.RequiresInertType ? "text/plain" : "";
        return Verify(gate, IsFrame(gate)
            ? $"<iframe {Marker(gate)} {Deferred(gate)}=\"{Frame}\"></iframe>"
            : $"<script {(type.Length > 0 ? $"type=\"{type}\"" : "")} {Marker(gate)} {(type.Length > 0 ? "src" : Deferred(gate))}=\"{Script}\"></script>");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_marker_on_a_live_address_holds_nothing(int row)
    {
        var gate = KnownGates.All[row];
        var tag = IsFrame(gate) ? $"<iframe {Marker(gate)} src=\"{Frame}\">" : $"<script {Marker(gate)} src=\"{Script}\">";
        return Verify(gate, (gate.LiveSourceIsGate ? tag : IsFrame(gate) ? $"{{|CNS2004:{tag}|}}" : $"{{|CNS2001:{tag}|}}") + (IsFrame(gate) ? "</iframe>" : "</script>"));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_pixel_waits_like_a_frame(int row)
    {
        var gate = KnownGates.All[row];
        if (gate.Element == GateElement.Script) return; // Another row of the platform speaks of images.
        var live = $"<img {Marker(gate)} src=\"{Image}\">";
        await new AnalyzerTest<TrackingPixelWithoutConsentAnalyzer> { AdditionalFiles = { ("held.html", $"<img {Marker(gate)} {Deferred(gate)}=\"{Image}\">"), ("live.html", gate.LiveSourceIsGate ? live : $"{{|CNS2005:{live}|}}") } }.RunAsync();
    }

    [Theory]
    [MemberData(nameof(OpenValues))]
    public Task Open(int row, string value)
    {
        var gate = KnownGates.All[row];
        var tag = IsFrame(gate) ? $"<iframe {gate.Attribute}=\"{value}\" src=\"{Frame}\">" : $"<script {gate.Attribute}=\"{value}\" src=\"{Script}\">";
        return new AnalyzerTest<OpenGateAnalyzer> { AdditionalFiles = { ("index.html", $"{{|CNS2007:{tag}|}}" + (IsFrame(gate) ? "</iframe>" : "</script>")) } }.RunAsync();
    }

    private static Task Verify(CmpGate gate, string html) => IsFrame(gate)
        ? new AnalyzerTest<EmbedWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync()
        : new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    // The placeholders of a class are no scripts.
    private static bool IsFrame(CmpGate gate) => gate.Element == GateElement.Frame || (gate.Element == GateElement.Any && gate.Attribute == "class");

    private static string Deferred(CmpGate gate) => gate.DeferredAttributes.Count > 0 ? gate.DeferredAttributes[0] : "data-src";

    private static string Marker(CmpGate gate) => $"{gate.Attribute}=\"{Value(gate)}\"";

    // A value that the row itself takes for "waits": nothing where every value opens the gate.
    private static string? Value(CmpGate gate) => Candidates(gate).FirstOrDefault(v => gate.Read(v) is { State: GateState.Held });

    private static IEnumerable<string> Candidates(CmpGate gate)
    {
        var row = TsvTable.Load("cmp-gates.tsv").Rows.Where(r => r["attribute"].Length > 0).ElementAt(KnownGates.All.ToList().IndexOf(gate));
        var words = row.List("categories").Where(c => !c.EndsWith("=necessary", StringComparison.Ordinal)).Select(c => c.Split('=')[0]).Append("statistics");
        return row["value"].EndsWith('*') ? words.Select(w => row["value"].TrimEnd('*') + w) : row["value"].Length > 0 ? [row["value"]] : words;
    }
}
