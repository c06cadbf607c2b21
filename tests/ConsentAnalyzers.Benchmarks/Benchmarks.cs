using System.Collections.Immutable;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using BenchmarkDotNet.Attributes;
using ConsentAnalyzers.Rules;
using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;
using ConsentAnalyzers.Rules.Mechanism;
using ConsentAnalyzers.Rules.Server;
using ConsentAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>All rules, and the reader that those on markup stand on.</summary>
internal static class Rules
{
    public static DiagnosticAnalyzer[] All => [.. typeof(ConsentAnalyzer).Assembly.GetTypes().Where(t => t.IsDefined(typeof(DiagnosticAnalyzerAttribute), false)).OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    /// <summary>What any reading of the markup with AngleSharp costs at least.</summary>
    public static int Tokenize(string markup)
    {
        using var source = new TextSource(markup);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var tags = 0;
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            if (token.Type == HtmlTokenType.StartTag) tags++;
        }
        return tags;
    }
}

/// <summary>The rules on C#, each over 100 controllers.</summary>
public class CookieRules
{
    private Input input = null!;

    /// <summary>What the controllers hold.</summary>
    [Params(Content.Reporting, Content.Guarded, Content.Unrelated)]
    public Content Content { get; set; }

    /// <summary>Compiles the input, and sees that it is what it says.</summary>
    [GlobalSetup]
    public void Setup()
    {
        input = Code.Controllers(Content, 100);
        input.Check(Content == Content.Reporting, new CookieWithoutConsentAnalyzer());
        input.Check(Content == Content.Reporting, new CookieLifetimeAnalyzer());
        input.Check(Content != Content.Unrelated, new InventoryAnalyzer());
    }

    /// <summary>Forgets what is known of the input.</summary>
    [IterationSetup]
    public void Refresh() => input.Refresh();

    [Benchmark(Baseline = true, Description = "Empty analyzer")]
    public int Empty() => input.Analyze(new EmptyAnalyzer());

    [Benchmark(Description = "CNS1001, CNS1002")]
    public int WithoutConsent() => input.Analyze(new CookieWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS1003")]
    public int RawHeader() => input.Analyze(new RawSetCookieHeaderAnalyzer());

    [Benchmark(Description = "CNS1004")]
    public int Lifetime() => input.Analyze(new CookieLifetimeAnalyzer());

    [Benchmark(Description = "CNS1005")]
    public int Choice() => input.Analyze(new ConsentKeptTooLongAnalyzer());

    [Benchmark(Description = "CNS1012")]
    public int Contracts() => input.Analyze(new CallWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS2012")]
    public int Emitted() => input.Analyze(new EmittedTrackerMarkupAnalyzer());

    [Benchmark(Description = "CNS9000")]
    public int Inventory() => input.Analyze(new InventoryAnalyzer());

    [Benchmark(Description = "All rules together")]
    public int All() => input.Analyze([.. Rules.All]);
}

/// <summary>The rules on markup, each over 50 views and the C# that Razor makes of them.</summary>
public class MarkupRules
{
    private Input input = null!;

    private string[] markup = [];

    /// <summary>What the views hold.</summary>
    [Params(Content.Reporting, Content.Guarded, Content.Unrelated)]
    public Content Content { get; set; }

    /// <summary>Compiles the input, and sees that it is what it says.</summary>
    [GlobalSetup]
    public void Setup()
    {
        input = Views.Ordinary(Content, 50);
        markup = [.. input.Markup];
        foreach (var rule in (DiagnosticAnalyzer[])[new TrackerScriptWithoutConsentAnalyzer(), new TrackerSnippetWithoutConsentAnalyzer(), new EmbedWithoutConsentAnalyzer()])
        {
            input.Check(Content == Content.Reporting, rule);
        }
        input.Check(Content != Content.Unrelated, new InventoryAnalyzer());
        input.Check(false, new MarkupLibraryAnalyzer());
    }

    /// <summary>Forgets what is known of the input.</summary>
    [IterationSetup]
    public void Refresh() => input.Refresh();

    [Benchmark(Baseline = true, Description = "Empty analyzer")]
    public int Empty() => input.Analyze(new EmptyAnalyzer());

    [Benchmark(Description = "AngleSharp's tokenizer alone")]
    public int Tokenizer() => markup.Sum(Rules.Tokenize);

    [Benchmark(Description = "CNS2001")]
    public int Script() => input.Analyze(new TrackerScriptWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS2002")]
    public int Snippet() => input.Analyze(new TrackerSnippetWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS2004")]
    public int Embed() => input.Analyze(new EmbedWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS9000")]
    public int Inventory() => input.Analyze(new InventoryAnalyzer());

    [Benchmark(Description = "CNS2011")]
    public int Storage() => input.Analyze(new ScriptStorageAnalyzer());

    [Benchmark(Description = "CNS9001")]
    public int Configuration() => input.Analyze(new ConfigurationAnalyzer());

    [Benchmark(Description = "CNS9002")]
    public int Library() => input.Analyze(new MarkupLibraryAnalyzer());

    [Benchmark(Description = "All rules together")]
    public int All() => input.Analyze([.. Rules.All]);
}

/// <summary>The rules on the consent mechanism and the server side, over a site of 50 controllers and 25 views with banners.</summary>
public class MechanismRules
{
    private Input input = null!;

    /// <summary>What the site holds.</summary>
    [Params(Content.Reporting, Content.Guarded, Content.Unrelated)]
    public Content Content { get; set; }

    /// <summary>Compiles the input, and sees that it is what it says.</summary>
    [GlobalSetup]
    public void Setup()
    {
        input = Mechanism.Site(Content, 50, 25);
        foreach (var rule in (DiagnosticAnalyzer[])[.. Pipeline, .. Decisions, .. Banners, new ServerTrackerWithoutConsentAnalyzer(), new ClientAddressLoggedAnalyzer(), new UndocumentedTransferAnalyzer()])
        {
            if (!Silent.Contains(rule.GetType())) input.Check(Content == Content.Reporting, rule);
        }
    }

    /// <summary>Forgets what is known of the input.</summary>
    [IterationSetup]
    public void Refresh() => input.Refresh();

    [Benchmark(Baseline = true, Description = "Empty analyzer")]
    public int Empty() => input.Analyze(new EmptyAnalyzer());

    [Benchmark(Description = "CNS3001 to CNS3004")]
    public int PipelineRules() => input.Analyze(Pipeline);

    [Benchmark(Description = "CNS3005")]
    public int FailsOpen() => input.Analyze(new CheckFailsOpenAnalyzer());

    [Benchmark(Description = "CNS3006")]
    public int WithoutAct() => input.Analyze(new ConsentWithoutActAnalyzer());

    [Benchmark(Description = "CNS3007, CNS3008, CNS3009, CNS3016")]
    public int DecisionRules() => input.Analyze(Decisions);

    [Benchmark(Description = "CNS3010 to CNS3015")]
    public int BannerRules() => input.Analyze(Banners);

    [Benchmark(Description = "CNS4001")]
    public int ServerTrackers() => input.Analyze(new ServerTrackerWithoutConsentAnalyzer());

    [Benchmark(Description = "CNS4002")]
    public int Addresses() => input.Analyze(new ClientAddressLoggedAnalyzer());

    [Benchmark(Description = "CNS4003")]
    public int Transfers() => input.Analyze(new UndocumentedTransferAnalyzer());

    [Benchmark(Description = "All rules together")]
    public int All() => input.Analyze([.. Rules.All]);

    private static ImmutableArray<DiagnosticAnalyzer> Pipeline => [new GateAlwaysOpenAnalyzer(), new PolicyDropsConsentCheckAnalyzer(), new PolicyTooLateAnalyzer(), new PolicyForcesCookiesAnalyzer()];

    private static ImmutableArray<DiagnosticAnalyzer> Decisions => [new ConsentNeverWithdrawnAnalyzer(), new WithdrawalLeavesCookiesAnalyzer(), new ConsentWithoutProofAnalyzer(), new RefusalNotRememberedAnalyzer()];

    private static ImmutableArray<DiagnosticAnalyzer> Banners => [new BannerWithoutRefuseAnalyzer(), new WeakRefuseAnalyzer(), new PreTickedConsentAnalyzer(), new ImpliedConsentAnalyzer(), new GuiltWordingAnalyzer(), new CookieWallAnalyzer()];

    // They exclude what the others find here, or find nothing in it, which is the usual case.
    private static readonly Type[] Silent = [typeof(GateAlwaysOpenAnalyzer), typeof(PolicyDropsConsentCheckAnalyzer), typeof(PolicyForcesCookiesAnalyzer), typeof(WithdrawalLeavesCookiesAnalyzer), typeof(WeakRefuseAnalyzer), typeof(GuiltWordingAnalyzer), typeof(CookieWallAnalyzer)];
}

/// <summary>A project without ASP.NET Core and without markup.</summary>
public class NothingToDo
{
    private Input input = null!;

    /// <summary>Compiles the input.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var test = new AnalyzerTest { AspNetCore = false };
        for (var i = 0; i < 100; i++)
        {
            test.Sources.Add(($"Stock{i}.cs", $$"""
                public record Item{{i}}(int Id, string Name, decimal Price);

                public class Stock{{i}}
                {
                    private readonly Dictionary<int, Item{{i}}> items = [];

                    public bool IsEmpty => items.Count == 0;

                    public void Add(Item{{i}} item)
                    {
                        if (!items.TryAdd(item.Id, item)) throw new InvalidOperationException($"{item.Name} is there.");
                        Console.WriteLine($"{items.Count}: {item.Name.Trim()} {item.Price:C}");
                    }

                    public IEnumerable<string> Names(decimal limit) =>
                        items.Values.Where(i => i.Price < limit).OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => i.Name.ToUpperInvariant()).Distinct();
                }
                """, MarkupOptions.None));
        }
        input = new Input(test);
    }

    /// <summary>Forgets what is known of the input.</summary>
    [IterationSetup]
    public void Refresh() => input.Refresh();

    [Benchmark(Baseline = true, Description = "Compiler alone")]
    public int Compiler() => input.Analyze();

    [Benchmark(Description = "Empty analyzer")]
    public int Empty() => input.Analyze(new EmptyAnalyzer());

    [Benchmark(Description = "All rules together")]
    public int All() => input.Analyze([.. Rules.All]);
}

/// <summary>Inputs that are ten times as large.</summary>
public abstract class Growth
{
    private protected Input Input { get; private set; } = null!;

    /// <summary>Compiles the input.</summary>
    [GlobalSetup]
    public void Setup() => Input = Create();

    /// <summary>Forgets what is known of the input.</summary>
    [IterationSetup]
    public void Refresh() => Input.Refresh();

    [Benchmark(Baseline = true, Description = "Baseline")]
    public virtual int Baseline() => Input.Analyze(new EmptyAnalyzer());

    [Benchmark(Description = "Rule")]
    public int Rule() => Input.Analyze(Analyzer);

    private protected virtual DiagnosticAnalyzer Analyzer => new CookieWithoutConsentAnalyzer();

    private protected abstract Input Create();
}

/// <summary>A file that no compiler reads: the baseline is AngleSharp's tokenizer.</summary>
public abstract class MarkupGrowth : Growth
{
    public override int Baseline() => Input.Markup.Sum(Rules.Tokenize);

    private protected override DiagnosticAnalyzer Analyzer => new TrackerScriptWithoutConsentAnalyzer();
}

/// <summary>A method with branches throughout and a cookie at its end, by its lines.</summary>
public class OneLongMethod : Growth
{
    [Params(300, 3_000)]
    public int Size { get; set; }

    private protected override Input Create() => Code.LongMethod(Size);
}

/// <summary>Small methods with a cookie each.</summary>
public class ManySmallMethods : Growth
{
    [Params(1_000, 10_000)]
    public int Size { get; set; }

    private protected override Input Create() => Code.SmallMethods(Size);
}

/// <summary>Private methods of one class with a cookie each.</summary>
public class ManyPrivateMethods : Growth
{
    [Params(100, 1_000)]
    public int Size { get; set; }

    private protected override Input Create() => Code.PrivateMethods(Size);
}

/// <summary>Endpoints of one minimal API with a cookie each.</summary>
public class ManyEndpoints : Growth
{
    [Params(100, 1_000)]
    public int Size { get; set; }

    private protected override Input Create() => Code.Endpoints(Size);
}

/// <summary>Cookies of one method, with options of their own.</summary>
public class ManyCookiesInOneMethod : Growth
{
    [Params(100, 1_000)]
    public int Size { get; set; }

    private protected override Input Create() => Code.ManyCookies(Size);
}

/// <summary>A view with trackers throughout, by its characters; the baseline compiles it.</summary>
public class OneLargeView : Growth
{
    [Params(100_000, 1_000_000)]
    public int Size { get; set; }

    private protected override DiagnosticAnalyzer Analyzer => new TrackerScriptWithoutConsentAnalyzer();

    private protected override Input Create() => Views.LargeView(Size);
}

/// <summary>A static page with trackers throughout, by its characters.</summary>
public class OneLargePage : MarkupGrowth
{
    [Params(500_000, 5_000_000)]
    public int Size { get; set; }

    private protected override Input Create() => Views.Page(Size);
}

/// <summary>A static page whose paragraphs have no end tag, by its characters.</summary>
public class UnclosedParagraphs : MarkupGrowth
{
    [Params(100_000, 1_000_000)]
    public int Size { get; set; }

    private protected override Input Create() => Views.UnclosedParagraphs(Size);
}

/// <summary>A static page whose banners are never closed, by their number.</summary>
public class NestedBanners : MarkupGrowth
{
    [Params(300, 3_000)]
    public int Size { get; set; }

    private protected override DiagnosticAnalyzer Analyzer => new BannerWithoutRefuseAnalyzer();

    private protected override Input Create() => Mechanism.NestedBanners(Size);
}
