using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class TablesTests
{
    private const string Trackers = "key\tvendor\tpurpose\tclass\texemptable\tnotes\tsource\n";
    private const string Hosts = "host\tpath\ttracker\tverified\tnotes\tsource\n";
    private const string Cookies = "name\tmatch\tmeaning\tvendor\ttracker\texemptable\tweak\tverified\tnotes\tsource\n";

    public static TheoryData<string> Names() => new("trackers.tsv", "tracker-hosts.tsv", "tracker-families.tsv", "consent-modes.tsv", "pixels.tsv", "measurement.tsv", "snippets.tsv", "cookies.tsv", "banner-words.tsv", "banner-weights.tsv", "banner-markup.tsv", "consent-grants.tsv", "cmp-gates.tsv", "cmp-markers.tsv", "cmp-loaders.tsv", "cmp-settings.tsv", "script-storage.tsv", "lifetime-settings.tsv", "decision-words.tsv", "server-endpoints.tsv", "server-sdks.tsv", "recipients.tsv", "personal-words.tsv", "client-address.tsv", "log-calls.tsv", "request-paths.tsv");

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRowHasASourceAndNoStraySpace(string name)
    {
        var table = TsvTable.Load(name);
        Assert.NotEmpty(table.Rows);
        foreach (var row in table.Rows) Assert.NotEmpty(row.Required("source"));
        using var stream = typeof(TsvTable).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        Assert.DoesNotContain('\r', text);
        foreach (var line in text.Split('\n'))
        {
            Assert.Equal(line.TrimEnd(), line);
            if (line.StartsWith('#')) continue;
            foreach (var cell in line.Split('\t')) Assert.Equal(cell.Trim(), cell);
        }
    }

    [Fact]
    public void EveryTrackerCanBeRecognised()
    {
        var recognised = new HashSet<string>();
        foreach (var table in (string[])["tracker-hosts.tsv", "snippets.tsv"])
        {
            foreach (var row in TsvTable.Load(table).Rows) recognised.Add(row["tracker"]);
        }
        Assert.True(KnownTrackers.All.Count >= 94);
        Assert.All(KnownTrackers.All, t => Assert.Contains(t.Key, recognised));
    }

    [Fact]
    public void EveryVendorIsAShortName() => Assert.All(KnownTrackers.All, t => Assert.InRange(t.Vendor.Length, 1, 32));

    [Fact]
    public void EveryHostRowFindsItsTracker()
    {
        foreach (var row in TsvTable.Load("tracker-hosts.tsv").Rows)
        {
            var host = row["host"] == "*" ? "unknown.example" : row["host"].Replace("*.", "sub.");
            var path = row["path"].Replace("**/", "/any/");
            if (host.StartsWith("sub.") && KnownTrackers.Find(host.AsSpan(4), path) is { } apex && apex.Key == row["tracker"]) continue;
            Assert.Equal(row["tracker"], KnownTrackers.Find(host, path.Length == 0 ? "/anything" : path)?.Key);
        }
    }

    [Fact]
    public void EveryPixelRowFindsItsTracker()
    {
        foreach (var row in TsvTable.Load("pixels.tsv").Rows)
        {
            var host = row["host"] == "*" ? "unknown.example" : row["host"].Replace("*.", "sub.");
            Assert.Equal(row["tracker"], KnownPixels.Find(host, row["path"].Replace("**/", "/any/") is { Length: > 0 } path ? path : "/anything")?.Key);
        }
    }

    [Fact]
    public void EveryConsentModeHasKeysAndTrackers()
    {
        var spoken = TsvTable.Load("tracker-families.tsv").Rows.Select(r => r["consent_mode"]).Where(m => m.Length > 0).Distinct().Order();
        Assert.Equal(TsvTable.Load("consent-modes.tsv").Rows.Select(r => r["mode"]).Distinct().Order(), spoken);
        Assert.All(TsvTable.Load("tracker-families.tsv").Rows, r => Assert.NotNull(KnownTrackers.ByKey(r["tracker"])));
    }

    [Fact]
    public void EveryMeasurementCallAndPlatformSettingFindsItself()
    {
        foreach (var row in TsvTable.Load("measurement.tsv").Rows)
        {
            var tracker = KnownTrackers.ByKey(row["tracker"])!;
            Assert.True(KnownMeasurement.Knows(tracker) && KnownMeasurement.IsQueue(tracker, row["queue"]));
            Assert.Equal(row["effect"], KnownMeasurement.EffectOf(tracker, row["queue"], row["call"].TrimEnd('*'))?.ToString().ToLowerInvariant());
            Assert.Equal("configurable", tracker.Exemptable);
        }
        foreach (var row in TsvTable.Load("cmp-settings.tsv").Rows) Assert.Contains(KnownPlatformSettings.Of(row["path"]), s => s.Cmp == row["cmp"] && s.Setting == row["setting"] && s.OpenValue == row["value"]);
    }

    [Fact]
    public void EveryCookieRowFindsItself()
    {
        foreach (var row in TsvTable.Load("cookies.tsv").Rows)
        {
            if (row["match"] == "token" || row.Flag("weak")) continue;
            var name = row["match"] switch { "prefix" => row["name"] + "Zz", "pattern" => row["name"].Replace("#", "12").Replace("*", "Zz"), _ => row["name"] };
            var known = KnownCookies.Classify(name);
            Assert.True(known.IsKnown, name);
            Assert.Equal(row["vendor"], known.Vendor);
        }
    }

    [Fact]
    public void EverySnippetFindsItself()
    {
        foreach (var snippet in KnownSnippets.All)
        {
            Assert.NotNull(snippet.Tracker);
            Assert.DoesNotContain(' ', snippet.Name);
        }
        foreach (var row in TsvTable.Load("snippets.tsv").Rows)
        {
            var shape = Enum.Parse<SnippetShape>(row["shape"], ignoreCase: true);
            var found = KnownSnippets.Find(shape, row["name"], row["argument"].Split('|')[0].Replace("*", "Zz"), row["second"].Split('|')[0].Replace("*", "Zz"));
            Assert.Equal((row["tracker"], row["role"]), (found?.Tracker.Key, found?.Role.ToString().ToLowerInvariant()));
        }
    }

    [Theory]
    [InlineData("key\tvendor\nx\ty\tz", "x.tsv line 2: 3 cells")]
    [InlineData("", "x.tsv: no header")]
    [InlineData("key\tkey", "x.tsv line 1: column 'key'")]
    public void MalformedTable(string text, string message) => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TsvTable.Parse("x.tsv", text)).Message);

    [Theory]
    [InlineData("k\tV\tAnalytic\ttracker\tno\t\ts", "line 2: purpose 'Analytic'")]
    [InlineData("k\tV\tAnalytics\ttrackr\tno\t\ts", "line 2: class 'trackr'")]
    [InlineData("k\tV\tAnalytics\ttracker\tnever\t\ts", "line 2: exemptable 'never'")]
    [InlineData("k\tV\tAnalytics\ttracker\tno", "line 2: source ''")]
    [InlineData("\tV\tAnalytics\ttracker\tno\t\ts", "line 2: key ''")]
    [InlineData("k\tV\t\ttracker\tno\t\ts", "line 2: purpose ''")]
    [InlineData("# a comment\nk\tV\tAnalytics\ttracker\tno\t\ts\nk\tV\tAnalytics\ttracker\tno\t\ts", "line 4: key 'k' stands twice")]
    public void MalformedTracker(string rows, string message) =>
        Assert.Contains("t.tsv " + message, Assert.Throws<InvalidDataException>(() => KnownTrackers.ReadTrackers(TsvTable.Parse("t.tsv", Trackers + rows))).Message);

    [Theory]
    [InlineData("Example.com\t\tk\tyes\t\ts", "line 2: host 'Example.com'")]
    [InlineData("example.com\tx\tk\tyes\t\ts", "line 2: path 'x'")]
    [InlineData("example.com\t\tnobody\tyes\t\ts", "line 2: tracker 'nobody'")]
    [InlineData("example.com\t\tk\tmaybe\t\ts", "line 2: verified 'maybe'")]
    [InlineData("*\t\tk\tyes\t\ts", "line 2: path ''")]
    [InlineData("example.com\t\tk\tyes\t\ts\nexample.com\t\tk\tyes\t\ts", "line 3: host 'example.com'")]
    public void MalformedHost(string rows, string message)
    {
        var trackers = KnownTrackers.ReadTrackers(TsvTable.Parse("t.tsv", Trackers + "k\tV\tAnalytics\ttracker\tno\t\ts"));
        Assert.Contains("h.tsv " + message, Assert.Throws<InvalidDataException>(() => KnownTrackers.ReadHosts(TsvTable.Parse("h.tsv", Hosts + rows), trackers)).Message);
    }

    [Theory]
    [InlineData("c\texact\tAnalytics\tV\t\tno\t\tyes\t\ts", "line 2: tracker ''")]
    [InlineData("c\texact\tAnalytics\tV\tnobody\tno\t\tyes\t\ts", "line 2: tracker 'nobody'")]
    [InlineData("c\texactly\tSession\tV\t\t\t\tyes\t\ts", "line 2: match 'exactly'")]
    [InlineData("c\texact\tSesion\tV\t\t\t\tyes\t\ts", "line 2: meaning 'Sesion'")]
    [InlineData("c\texact\tSession\t\t\t\t\tyes\t\ts", "line 2: vendor ''")]
    [InlineData("c\texact\tSession\tV\t\t\tyes\tyes\t\ts", "line 2: weak 'yes'")]
    [InlineData("__\ttoken\tSession\t\t\t\t\t\t\ts", "line 2: name '__'")]
    [InlineData("c\ttoken\tAnalytics\t\t\t\t\t\t\ts", "line 2: meaning 'Analytics'")]
    [InlineData("c\texact\tSession\tV\t\t\t\tyes\t\ts\nc\texact\tCart\tV\t\t\t\tyes\t\ts", "line 3: name 'c'")]
    public void MalformedCookie(string rows, string message) =>
        Assert.Contains("c.tsv " + message, Assert.Throws<InvalidDataException>(() => new KnownCookies.CookieIndex(TsvTable.Parse("c.tsv", Cookies + rows), _ => null)).Message);

    [Fact]
    public void WrongColumn() => Assert.Contains("no column 'key'", Assert.Throws<InvalidDataException>(() => KnownTrackers.ReadTrackers(TsvTable.Parse("t.tsv", "name\nx"))).Message);

    [Fact]
    public void FirstUseFromManyThreads()
    {
        var tracker = new Tracker?[32];
        Parallel.For(0, tracker.Length, i => tracker[i] = KnownTrackers.FindUrl("https://static.hotjar.com/x"));
        Assert.All(tracker, t => Assert.Same(tracker[0], t));
        Assert.Equal(ConsentPurposes.Analytics | ConsentPurposes.Any, tracker[0]!.Purpose);
    }
}
