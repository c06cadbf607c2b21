using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Markup;

/// <summary>An inline script and the element that holds it.</summary>
internal sealed record PageScript(MarkupElement Element, InlineScript Script)
{
    /// <summary>Where something of the script stands in the view.</summary>
    public int PlaceOf(ScriptFact fact) => Element.TextStart + fact.Offset;
}

/// <summary>The inline scripts of a view. They are read together: one calls the other's functions.</summary>
internal sealed class PageScripts
{
    private readonly MarkupDocument _document;
    private readonly ConsentContext _context;
    private ImmutableArray<TagGate> _gates;
    private ScriptProgram? _program;

    private PageScripts(MarkupDocument document, ConsentContext context, ImmutableArray<PageScript> all)
    {
        _document = document;
        _context = context;
        All = all;
    }

    public ImmutableArray<PageScript> All { get; }

    public MarkupDocument Document => _document;

    public static PageScripts Read(MarkupDocument document, ConsentContext context, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<PageScript>();
        foreach (var element in document.Elements)
        {
            if (element is not { Name: "script", Text.Length: > 0, IsInert: false } || element.Has("src")) continue;
            cancellationToken.ThrowIfCancellationRequested();
            all.Add(new(element, InlineScript.Parse(element.Text)));
        }
        return new(document, context, all.ToImmutable());
    }

    /// <summary>What holds a script back. Asked for only where a script does something that matters: it takes the view's C#.</summary>
    public TagGate GateOf(int script, CancellationToken cancellationToken) => Gates(cancellationToken)[script];

    /// <summary>Under what a place of a script runs, the gates around the scripts included.</summary>
    public ScriptContext ContextOf(int script, ScriptFact fact, CancellationToken cancellationToken) => Program(cancellationToken).ContextOf(script, fact);

    public ScriptContext ContextOf(int script, ScriptCall call, CancellationToken cancellationToken) => Program(cancellationToken).ContextOf(script, call);

    private ImmutableArray<TagGate> Gates(CancellationToken cancellationToken) =>
        _gates.IsDefault ? _gates = [.. All.Select(s => TagGate.Of(s.Element, _document, _context, cancellationToken))] : _gates;

    private ScriptProgram Program(CancellationToken cancellationToken)
    {
        var gates = Gates(cancellationToken);
        return _program ??= ScriptProgram.Join([.. All.Select((s, i) => new ScriptUnit(s.Script, gates[i].Consented))]);
    }
}
