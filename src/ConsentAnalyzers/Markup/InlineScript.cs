using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

internal enum ScriptFactKind
{
    /// <summary>A call or an assignment that begins tracking: <c>gtag('config', …)</c>.</summary>
    Start,

    /// <summary>A vendor's bootstrap: <c>window.GoogleAnalyticsObject = …</c>. The address it loads is an <see cref="Address"/>.</summary>
    Loader,

    /// <summary>A payload only: <c>gtag('event', …)</c>.</summary>
    Event,

    /// <summary>Tells a vendor about consent: <c>gtag('consent', …)</c>, <c>_paq.push(['requireConsent'])</c>.</summary>
    Consent,

    /// <summary>Belongs to a tracker and starts nothing by itself.</summary>
    Setting,

    /// <summary>A tracker's address that the script loads or calls.</summary>
    Address,

    /// <summary>Writes a cookie, local or session storage.</summary>
    StorageWrite,
}

internal enum ScriptStorage { None, Cookie, Local, Session }

internal enum ScriptContextKind
{
    /// <summary>Runs when the page loads.</summary>
    Runs,

    /// <summary>Runs under consent only: <see cref="ScriptContext.Consent"/>.</summary>
    Consent,

    /// <summary>Stands in a function that nothing here calls: <see cref="ScriptContext.Uncalled"/>.</summary>
    Uncalled,

    /// <summary>Runs when the visitor does something that is no consent: <see cref="ScriptContext.Handler"/>.</summary>
    Handler,
}

/// <summary>Under what a place of a script runs.</summary>
internal readonly struct ScriptContext(ConsentPurposes consent, string? uncalled, string? handler)
{
    /// <summary>What is guaranteed to be consented to whenever the place runs.</summary>
    public ConsentPurposes Consent { get; } = consent;

    /// <summary>The function that nobody calls, empty for one without a name.</summary>
    public string? Uncalled { get; } = uncalled;

    /// <summary>The event, when only an act of the visitor leads here.</summary>
    public string? Handler { get; } = handler;

    public ScriptContextKind Kind =>
        Uncalled != null ? ScriptContextKind.Uncalled
        : Consent != ConsentPurposes.None ? ScriptContextKind.Consent
        : Handler != null ? ScriptContextKind.Handler
        : ScriptContextKind.Runs;
}

/// <summary>The keys of <c>gtag('consent', 'default' | 'update', { … })</c>.</summary>
internal sealed class ScriptConsentMode(string command, ImmutableArray<string> granted, ImmutableArray<string> denied, ImmutableArray<string> unknown, bool isRegional = false)
{
    /// <summary><c>default</c> or <c>update</c>.</summary>
    public string Command { get; } = command;

    public ImmutableArray<string> Granted { get; } = granted;

    public ImmutableArray<string> Denied { get; } = denied;

    /// <summary>Keys whose value is no constant.</summary>
    public ImmutableArray<string> Unknown { get; } = unknown;

    /// <summary>Whether it holds for some regions only.</summary>
    public bool IsRegional { get; } = isRegional;
}

/// <summary>One thing a script does that matters for consent.</summary>
internal sealed class ScriptFact
{
    internal ScriptFact(ScriptFactKind kind, int offset, int length, Tracker? tracker, string text, int function, ConsentPurposes guard)
    {
        Kind = kind;
        Offset = offset;
        Length = length;
        Tracker = tracker;
        Text = text;
        Function = function;
        Guard = guard;
    }

    public ScriptFactKind Kind { get; }

    public int Offset { get; }

    public int Length { get; }

    /// <summary>Whose it is; <c>null</c> for a storage write.</summary>
    public Tracker? Tracker { get; }

    /// <summary>Whether it starts or loads a tracker, and is not only a payload, a setting or a word about consent.</summary>
    public bool Tracks => Tracker is not null && Kind is (ScriptFactKind.Start or ScriptFactKind.Loader or ScriptFactKind.Address);

    /// <summary>The callee or variable, the address, or the text written, with U+E000 for unknown parts.</summary>
    public string Text { get; }

    /// <summary>Where it stands, this script taken alone; see <see cref="ScriptProgram"/> for several.</summary>
    public ScriptContext Context { get; internal set; }

    public ScriptStorage Storage { get; internal set; }

    /// <summary>What the script writes to: <c>document.cookie</c>, <c>localStorage</c>, <c>Cookies.set</c>; else empty.</summary>
    public string StorageTarget { get; internal set; } = "";

    /// <summary>What is written: a name, a known beginning with <c>*</c>, or <c>null</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>Where the name is unknown: what the variable or member that holds it is called; else empty.</summary>
    public string NameHint { get; internal set; } = "";

    /// <summary>Stands in a function that gets the name as a parameter: its calls are the writes.</summary>
    public bool IsNamedByCaller { get; internal set; }

    /// <summary>Whether a lifetime is set at all, known or not.</summary>
    public bool HasLifetime { get; internal set; }

    /// <summary>The lifetime, when it is a constant; below or at zero for a deletion, infinite for a far date. A month counts 30 days, a year 365.</summary>
    public double? LifetimeDays { get; internal set; }

    /// <summary>Where the lifetime is set; the length is 0 where nowhere.</summary>
    public int LifetimeOffset { get; internal set; }

    public int LifetimeLength { get; internal set; }

    /// <summary>Takes away what is stored: past expiry, <c>max-age=0</c>.</summary>
    public bool IsDeletion { get; internal set; }

    public ScriptConsentMode? ConsentMode { get; internal set; }

    internal int Function { get; }

    internal ConsentPurposes Guard { get; }
}

/// <summary>A constant in an object that is given to a call or assigned: <c>services.0.default</c> = <c>true</c>.</summary>
internal readonly struct ScriptProperty(string path, string value, int offset, int length)
{
    public string Path { get; } = path;

    public string Value { get; } = value;

    /// <summary>Where the value stands.</summary>
    public int Offset { get; } = offset;

    public int Length { get; } = length;
}

/// <summary>A call or an assignment.</summary>
internal sealed class ScriptCall
{
    internal ScriptCall(SnippetShape shape, string path, int offset, int length, ImmutableArray<string?> arguments, ImmutableArray<(int Offset, int Length)> places, ImmutableArray<ScriptProperty> properties, int function, ConsentPurposes guard, bool isConditional)
    {
        Shape = shape;
        IsConditional = isConditional;
        Path = path;
        Offset = offset;
        Length = length;
        Arguments = arguments;
        Places = places;
        Properties = properties;
        Function = function;
        Guard = guard;
    }

    public SnippetShape Shape { get; }

    /// <summary>The callee, the queue without <c>.push</c>, or the assigned path; without <c>window.</c>.</summary>
    public string Path { get; }

    public int Offset { get; }

    public int Length { get; }

    /// <summary>The first constant arguments, the pushed array's first items, or the assigned value; <c>null</c> where nothing is known.</summary>
    public ImmutableArray<string?> Arguments { get; }

    /// <summary>Where each of <see cref="Arguments"/> stands.</summary>
    public ImmutableArray<(int Offset, int Length)> Places { get; }

    /// <summary>The constants in object arguments.</summary>
    public ImmutableArray<ScriptProperty> Properties { get; }

    /// <summary>Where it stands, this script taken alone.</summary>
    public ScriptContext Context { get; internal set; }

    /// <summary>Whether a condition, a loop or a handler of exceptions stands around it in its function.</summary>
    public bool IsConditional { get; }

    internal int Function { get; }

    internal ConsentPurposes Guard { get; }
}

/// <summary>A function of a script.</summary>
internal sealed class ScriptFunction
{
    internal ScriptFunction(int offset, int parent, ConsentPurposes creation)
    {
        Offset = offset;
        Parent = parent;
        Creation = creation;
    }

    public int Offset { get; }

    /// <summary>Its name, or the path it is assigned to; empty when it has none.</summary>
    public string Name => Names.Count > 0 ? ScriptReference.Plain(Names[0]) : "";

    /// <summary>Whether this script calls it, or hands it to somebody who does.</summary>
    public bool IsCalled { get; internal set; }

    /// <summary>What is consented to whenever its body begins.</summary>
    public ScriptContext Context { get; internal set; }

    internal List<string> Names { get; } = [];

    internal int Parent { get; }

    internal ConsentPurposes Creation { get; }

    /// <summary>Reachable under any base: class members, members of a returned object.</summary>
    internal bool Exported { get; set; }

    internal List<ScriptReference> Invocations { get; } = [];
}

/// <summary>A place that calls a function, or hands it on to be called.</summary>
internal readonly struct ScriptReference(string name, int function, ConsentPurposes guard, string? handler)
{
    /// <summary>Marks a name that only one function's inside knows: <c>load#12</c>.</summary>
    public const char Local = '#';

    public string Name { get; } = name;

    public int Function { get; } = function;

    public ConsentPurposes Guard { get; } = guard;

    public string? Handler { get; } = handler;

    public static string Plain(string name)
    {
        var local = name.IndexOf(Local);
        if (local < 0) return name;
        var member = name.IndexOf('.', local);
        return member < 0 ? name.Substring(0, local) : name.Remove(local, member - local);
    }
}

/// <summary>What an inline script, a script file or an event attribute does, as far as its own text tells. Never throws, in time proportional to the text.</summary>
internal sealed class InlineScript
{
    /// <summary>Beyond this, the rest of the text is not looked at.</summary>
    public const int MaxLength = 4_000_000;

    internal InlineScript(ImmutableArray<ScriptFact> facts, ImmutableArray<ScriptFunction> functions, ImmutableArray<ScriptCall> calls, ImmutableArray<ScriptReference> references, ImmutableArray<(string Alias, string Name)> aliases, long work)
    {
        Facts = facts;
        Functions = functions;
        Calls = calls;
        References = references;
        Aliases = aliases;
        Work = work;
    }

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<ScriptFact> Facts { get; }

    /// <summary>The first one is the script itself.</summary>
    public ImmutableArray<ScriptFunction> Functions { get; }

    /// <summary>Calls and assignments, in the order of the text.</summary>
    public ImmutableArray<ScriptCall> Calls { get; }

    /// <summary>Calls of functions by name, with the context of the place: another script may hold the function.</summary>
    internal ImmutableArray<ScriptReference> References { get; }

    internal ImmutableArray<(string Alias, string Name)> Aliases { get; }

    /// <summary>Steps taken: grows with the text, not faster.</summary>
    public long Work { get; }

    public static InlineScript Parse(string text)
    {
        if (text.Length > MaxLength) text = text.Substring(0, MaxLength);
        var root = ScriptParser.Parse(text, out var work);
        var script = new ScriptWalker(text, root).Run(work);
        var program = ScriptProgram.Join([new ScriptUnit(script)]);
        foreach (var fact in script.Facts) fact.Context = program.ContextOf(0, fact);
        foreach (var call in script.Calls) call.Context = program.ContextOf(0, call);
        for (var i = 0; i < script.Functions.Length; i++)
        {
            script.Functions[i].IsCalled = program.IsCalled(0, i);
            script.Functions[i].Context = program.ContextOf(0, i);
        }
        return script;
    }
}
