using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Server;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers;

/// <summary>What all rules share about one compilation. Everything in it is computed when first asked for.</summary>
internal sealed class ConsentContext
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<AnalyzerOptions, ConsentContext>> Contexts = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private ConsentContext(Compilation compilation, AnalyzerOptions analyzerOptions)
    {
        Compilation = compilation;
        AnalyzerOptions = analyzerOptions;
        Symbols = new WellKnownSymbols(compilation);
        Options = ConsentOptions.Read(compilation, analyzerOptions);
        Register = new ConsentRegister(analyzerOptions.AdditionalFiles);
        Values = new ValueScope(this);
        Helper = new ConsentHelper(this);
        Flow = new ConsentFlow(this);
        Exemptions = new Exemptions(this);
        Reach = new ExemptionReach(this);
        Policy = new CookiePolicy(this);
        Purposes = new NamedPurposes(this);
        Contracts = new ConsentContracts(this);
        Writers = new CookieWriters(this);
        Persistence = new CookiePersistence(this);
        Choices = new ConsentChoices(this);
        Cookies = new CookieJudge(this);
        Decisions = new ConsentDecisions(this);
        Acts = new RequestActs(this);
        Records = new ConsentRecords(this);
        Scripts = new ConsentScripts(this);
        Views = new RazorViews(compilation);
        Includes = new ViewIncludes(this);
        Layouts = new LayoutBlockers(this);
        Tags = new TagJudge(this);
        Banners = new BannerJudge(this);
        ExternalCmp = new ExternalCmp(this);
        EmittedTags = new EmittedTagJudge(this);
        CallPaths = new CallPaths(this);
        HttpClients = new HttpClients(this);
        OutgoingCalls = new OutgoingCalls(this);
        ServerTrackers = new ServerTrackerJudge(this);
        ClientAddresses = new ClientAddress(this);
        Transfers = new TransferJudge(this);
    }

    public Compilation Compilation { get; }

    public AnalyzerOptions AnalyzerOptions { get; }

    public WellKnownSymbols Symbols { get; }

    public ConsentOptions Options { get; }

    /// <summary>What the team has written down in <c>consent-register.csv</c>.</summary>
    public ConsentRegister Register { get; }

    /// <summary>Where expressions are read when no call gives their parameters a value.</summary>
    public ValueScope Values { get; }

    public ConsentFlow Flow { get; }

    public ConsentHelper Helper { get; }

    public Exemptions Exemptions { get; }

    public ExemptionReach Reach { get; }

    public CookiePolicy Policy { get; }

    public NamedPurposes Purposes { get; }

    public ConsentContracts Contracts { get; }

    public CookieWriters Writers { get; }

    public CookiePersistence Persistence { get; }

    public ConsentChoices Choices { get; }

    public CookieJudge Cookies { get; }

    /// <summary>Where visitors' decisions are taken.</summary>
    public ConsentDecisions Decisions { get; }

    /// <summary>Whether code runs by an act of the visitor.</summary>
    public RequestActs Acts { get; }

    /// <summary>What code keeps of a decision beside the visitor's cookie.</summary>
    public ConsentRecords Records { get; }

    /// <summary>What the site's scripts do with a choice.</summary>
    public ConsentScripts Scripts { get; }

    public RazorViews Views { get; }

    public ViewIncludes Includes { get; }

    public LayoutBlockers Layouts { get; }

    public TagJudge Tags { get; }

    public BannerJudge Banners { get; }

    public ExternalCmp ExternalCmp { get; }

    public EmittedTagJudge EmittedTags { get; }

    public CallPaths CallPaths { get; }

    public HttpClients HttpClients { get; }

    public OutgoingCalls OutgoingCalls { get; }

    public ServerTrackerJudge ServerTrackers { get; }

    public ClientAddress ClientAddresses { get; }

    public TransferJudge Transfers { get; }

    public static ConsentContext Of(Compilation compilation, AnalyzerOptions options) =>
        Contexts.GetOrCreateValue(compilation).GetOrAdd(options, o => new ConsentContext(compilation, o));

    /// <summary>Whether the compilation holds anything the rules look at: without it nothing is registered, and the cost is zero.</summary>
    public static bool IsWorthwhile(Compilation compilation, AnalyzerOptions options) =>
        compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.IResponseCookies") is not null || compilation.GetTypeByMetadataName("Microsoft.JSInterop.IJSRuntime") is not null || options.AdditionalFiles.Any(f => MarkupFiles.IsMarkup(f.Path) || RegisterFile.IsRegister(f.Path));

#pragma warning disable RS1030 // Guards, callers and views live in other files than the one being analyzed; one model per file is kept.
    public SemanticModel ModelOf(SyntaxTree tree) => _models.TryGetValue(tree, out var model) ? model : _models.GetOrAdd(tree, Compilation.GetSemanticModel(tree));
#pragma warning restore RS1030

    /// <summary>Whether a declaration can be read here. A project reference brings symbols whose source belongs to another compilation.</summary>
    public bool Owns(ISymbol symbol) => symbol.DeclaringSyntaxReferences is [var first, ..] && Compilation.ContainsSyntaxTree(first.SyntaxTree);

    /// <summary>The one expression that gives a variable, member or call its value, <see langword="null"/> when there is none or several.</summary>
    public IOperation? Origin(IOperation operation) => ValueOrigin.Of(operation, this);

    /// <summary>What is known of a text at build time, <see langword="null"/> when nothing is.</summary>
    public KnownText? Text(IOperation operation) => KnownText.Of(operation, Values);
}
