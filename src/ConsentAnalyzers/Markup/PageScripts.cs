using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>A script and the element that holds it: its content, an event attribute, or the whole of a script file.</summary>
/// <param name="Start">Where the text starts in the view; <see langword="null"/> where its characters are written with escapes.</param>
/// <param name="IsFile">Whether there is no element around it.</param>
/// <param name="Handler">The visitor's act that runs it: <c>click</c>.</param>
/// <param name="Guard">What that act is a consent for.</param>
internal sealed record PageScript(MarkupElement Element, InlineScript Script, string Text, int? Start, bool IsFile = false, string? Handler = null, ConsentPurposes Guard = ConsentPurposes.None)
{
    /// <summary>Where something of the script stands in the view.</summary>
    public int PlaceOf(ScriptFact fact) => SpanOf(fact.Offset, fact.Length).Start;

    /// <summary>The same with its length; the start tag where the script's characters are written with escapes.</summary>
    public TextSpan SpanOf(int offset, int length) => Start is { } start ? new TextSpan(start + offset, length) : Element.StartTag;

    /// <summary>The element that a finding on a part of the script stands on. In a file it is the part itself.</summary>
    public MarkupElement ElementOf(int offset, int length) => IsFile ? Element with { StartTag = SpanOf(offset, length), Text = "" } : Element;
}

/// <summary>The scripts of a view. They are read together: one calls the other's functions.</summary>
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
        foreach (var element in document.Elements.Where(e => !e.IsInert))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (element is { Name: "script", Text.Length: > 0 } && !element.Has("src")) all.Add(new(element, InlineScript.Parse(element.Text), element.Text, element.TextStart, document.IsScript));
            all.AddRange(EventScripts.Of(element, document));
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
        return _program ??= ScriptProgram.Join([.. All.Select((s, i) => new ScriptUnit(s.Script, gates[i].Consented | s.Guard, s.Handler))]);
    }
}
