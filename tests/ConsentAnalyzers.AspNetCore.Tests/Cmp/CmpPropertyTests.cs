using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FSharp.Core;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

/// <summary>What anybody may send: nothing of it throws, and no accident turns a refusal into a consent.</summary>
public class CmpPropertyTests
{
    private const int Runs = 1000;

    // What separates, opens, closes or breaks something in one of the formats.
    private const string Hostile = "'\"{}[]()<>:,=&%\\!?.*+/~$#@|^` \t\0\r\néЖ\uD83C\uDF6A\uD800";

    private static readonly string[] Fragments =
    [
        "true", "false", "yes", "no", "wait", "{", "}", "[", "]", ":", ",", "!", "&", "=", "%22", "%7B", "%", "%FF", "'", "\"", "\\u0000", "\\ud800", "1e999", "99999999999999999999", "-1", "null",
        "statistics", "groups", "C0002", "analytics", "gtag", "action", "categories", "enabled", "$$completed", "consentId", "utc", "method", "explicit", "CPx", "AAAA", ".", ";", "; ",
    ];

    /// <summary>For each CMP its reader, a good header that grants one purpose and refuses others, and whether an encoding hides the fields from an edit.</summary>
    private static readonly (string Name, CmpReader Reader, string Header, bool IsPacked)[] Cmps =
    [
        ("CookieConsent", new(b => b.FromCookiebot()), "CookieConsent={stamp:'abc==',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:1751724180335,region:'es'}", false),
        ("OptanonConsent", new(b => b.FromOneTrust()), "OptanonAlertBoxClosed=2025-03-26T18:29:54.781Z; OptanonConsent=datestamp=Wed+Feb+01&version=1&consentId=a&landingPath=x&groups=C0001:1,C0002:0,C0003:1,C0004:0,C0005:0", false),
        ("didomi_token", new(b => b.FromDidomi(o => o.Map("mine", ConsentPurpose.Functional))), "didomi_token=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"user_id":"a","updated":"2026-04-17T16:46:32.344Z","purposes":{"enabled":["mine"],"disabled":["market_research","select_basic_ads"]}}""")), true),
        ("euconsent-v2", new(b => b.FromTcf(o => o.Map("vendor:7", ConsentPurpose.Advertising))), "euconsent-v2=" + TcStrings.Make([1, 8, 9, 10], [3, 7]), true),
        ("axeptio_cookies", new(b => b.FromAxeptio()), """axeptio_cookies={"$$token":"a","$$date":"2025-10-28T12:39:46.128Z","google_analytics":true,"facebook_pixel":false,"$$completed":true}; axeptio_authorized_vendors=,google_analytics,""", false),
        ("tarteaucitron", new(b => b.FromTarteaucitron()), "tarteaucitron=!gtag=true!facebookpixel=false!youtube=wait!twitter=false", false),
        ("klaro", new(b => b.FromKlaro()), """klaro={"matomo":true,"adsense":false,"youtube":false}""", false),
        ("cc_cookie", new(b => b.FromCookieConsent(o => { o.Map("analytics", ConsentPurpose.Analytics); o.Map("ads", ConsentPurpose.Advertising); })), """cc_cookie={"categories":["necessary","analytics"],"revision":0,"consentTimestamp":"2026-01-02T03:04:05.678Z","consentId":"a","services":{"analytics":["ga"]},"lastConsentTimestamp":"2026-02-02T03:04:05.678Z"}""", false),
        ("cookieyes-consent", new(b => b.FromCookieYes()), "cookieyes-consent=consentid:a,consent:yes,action:yes,necessary:yes,functional:no,analytics:yes,performance:yes,advertisement:no", false),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cmps.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_good_header_grants_and_refuses(int cmp)
    {
        var decision = Cmps[cmp].Reader.Read(Cmps[cmp].Header)!;

        Assert.NotEqual(ConsentPurpose.None, decision.Granted);
        Assert.NotEqual(ConsentPurpose.None, decision.Refused);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Random_text_throws_nothing_and_grants_nothing(int cmp) =>
        Check(Gen.OneOf(Text, Gen.Elements(Fragments).ListOf().Select(string.Concat)), text => Assert.Equal(ConsentPurpose.None, Cmps[cmp].Reader.Read($"{Cmps[cmp].Name}={text}")?.Granted ?? ConsentPurpose.None));

    [Theory]
    [MemberData(nameof(All))]
    public void A_random_header_throws_nothing(int cmp) => Check(Text, text => Assert.Null(Cmps[cmp].Reader.Read(text)));

    [Theory]
    [MemberData(nameof(All))]
    public void No_accident_turns_a_refusal_into_a_consent(int cmp)
    {
        var (_, reader, header, isPacked) = Cmps[cmp];
        var refused = reader.Read(header)!.Refused;
        Check(Edits(header, isPacked), edited => Assert.Equal(ConsentPurpose.None, (reader.Read(edited)?.Granted ?? ConsentPurpose.None) & refused));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fields_in_pieces_throw_nothing(int cmp) => Check(Shuffled(Cmps[cmp].Header), header =>
    {
        var decision = Cmps[cmp].Reader.Read(header);
        Assert.Equal(ConsentPurpose.None, (decision?.Granted ?? ConsentPurpose.None) & (decision?.Refused ?? ConsentPurpose.None));
    });

    // In base64 any letter is a valid one, and a lost letter moves all the bits after it: such are packed with hostile letters and cuts only.
    private static Gen<string> Edits(string header, bool isPacked)
    {
        var at = Gen.Choose(0, header.Length - 1);
        var insert = from i in at from c in Gen.Elements(Hostile.ToCharArray()) select header.Insert(i, c.ToString());
        var replace = from i in at from c in Gen.Elements(Hostile.ToCharArray()) select header[..i] + c + header[(i + 1)..];
        var cut = from i in at select header[..i];
        var twice = from i in at select header + "; " + header[..i];
        var drop = from i in at select header.Remove(i, 1);
        return isPacked ? Gen.OneOf(insert, replace, cut, twice) : Gen.OneOf(insert, replace, cut, twice, drop);
    }

    private static Gen<string> Shuffled(string header) =>
        from cuts in Gen.Choose(0, header.Length).ListOf()
        let parts = cuts.Append(0).Append(header.Length).Distinct().Order().ToArray()
        from order in Gen.Shuffle(parts.Zip(parts.Skip(1), (a, b) => header[a..b]))
        select string.Concat(order);

    private static Gen<string> Text => Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), Gen.Elements(Hostile.ToCharArray()).ListOf().Select(string.Concat));

    // The same inputs every time.
    private static void Check(Gen<string> inputs, Action<string> property) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20261123, 40522247), FSharpOption<int>.None))),
        Prop.ForAll(Arb.From(inputs), property));
}
