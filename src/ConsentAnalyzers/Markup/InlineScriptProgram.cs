using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Markup;

/// <summary>A script and what the page guarantees around it: a server-side branch, a consent platform's marker, the event of an attribute.</summary>
internal sealed class ScriptUnit(InlineScript script, ConsentPurposes guard = ConsentPurposes.None, string? handler = null)
{
    public InlineScript Script { get; } = script;

    public ConsentPurposes Guard { get; } = guard;

    /// <summary>The event, for the script of an attribute like <c>onclick</c>.</summary>
    public string? Handler { get; } = handler;
}

/// <summary>Several scripts of one page: their functions are called from one another.</summary>
internal sealed class ScriptProgram
{
    /// <summary>Marks the name under which a module returns a function.</summary>
    public const string Returned = "return.";

    // A name that many functions share (minified code) is followed to so many of them.
    private const int MostTargets = 16;

    private enum Way : byte { Unknown, Act, Page }

    private struct Entry
    {
        public bool Reached;

        /// <summary>What all calls guarantee.</summary>
        public ConsentPurposes Calls;

        /// <summary>The same, and what holds where the function is made.</summary>
        public ConsentPurposes Guard;

        public Way Way;
        public string? Handler;
    }

    private readonly ImmutableArray<ScriptUnit> units;
    private readonly int[] first;
    private readonly Entry[] entries;
    private readonly List<(int Target, ScriptReference Place)>?[] calls;
    private readonly List<int>?[] children;
    private readonly ConsentPurposes[] creation;
    private readonly int[] parents;

    private ScriptProgram(ImmutableArray<ScriptUnit> units)
    {
        this.units = units;
        first = new int[units.Length + 1];
        for (var i = 0; i < units.Length; i++) first[i + 1] = first[i] + units[i].Script.Functions.Length;
        var count = first[units.Length];
        entries = new Entry[count];
        calls = new List<(int, ScriptReference)>?[count];
        children = new List<int>?[count];
        creation = new ConsentPurposes[count];
        parents = new int[count];
    }

    public static ScriptProgram Join(ImmutableArray<ScriptUnit> units)
    {
        var program = new ScriptProgram(units);
        program.Connect();
        program.Reach();
        program.Guarantee();
        return program;
    }

    public ScriptContext ContextOf(int unit, ScriptFact fact) => At(unit, fact.Function, fact.Guard);

    public ScriptContext ContextOf(int unit, ScriptCall call) => At(unit, call.Function, call.Guard);

    internal ScriptContext ContextOf(int unit, int function) => At(unit, function, ConsentPurposes.None);

    public bool IsCalled(int unit, int function) => entries[first[unit] + function].Reached;

    private ScriptContext At(int unit, int function, ConsentPurposes guard)
    {
        ref readonly var entry = ref entries[first[unit] + function];
        if (entry.Reached) return new ScriptContext(guard | entry.Guard, null, entry.Handler);
        // A callback waits for the function it stands in; that one's name is what a caller can look for.
        var functions = units[unit].Script.Functions;
        while (functions[function].Invocations.Count > 0 && functions[function].Parent > 0) function = functions[function].Parent;
        return new ScriptContext(guard, functions[function].Name, null);
    }

    private void Connect()
    {
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var byMember = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var exported = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var unit = 0; unit < units.Length; unit++)
        {
            var functions = units[unit].Script.Functions;
            for (var i = 0; i < functions.Length; i++)
            {
                var id = first[unit] + i;
                parents[id] = functions[i].Parent < 0 ? -1 : first[unit] + functions[i].Parent;
                creation[id] = functions[i].Creation | units[unit].Guard;
                if (parents[id] >= 0) (children[parents[id]] ??= []).Add(id);
                foreach (var name in functions[i].Names)
                {
                    var key = Key(unit, name);
                    Add(byName, key, id);
                    if (name.IndexOf('.') >= 0) Add(byMember, ScriptValues.LastName(name), id);
                    if (functions[i].Exported) Add(exported, ScriptValues.LastName(name), id);
                }
                foreach (var place in functions[i].Invocations) AddCall(unit, place, id);
            }
        }
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var (alias, name) in units[unit].Script.Aliases)
            {
                if (alias == name || !byName.TryGetValue(Key(unit, name), out var targets)) continue;
                for (var i = 0; i < Math.Min(targets.Count, MostTargets); i++)
                {
                    Add(byName, Key(unit, alias), targets[i]);
                    if (alias.IndexOf('.') >= 0) Add(byMember, ScriptValues.LastName(alias), targets[i]);
                    if (alias.StartsWith(Returned, StringComparison.Ordinal)) Add(exported, ScriptValues.LastName(alias), targets[i]);
                }
            }
        }
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var place in units[unit].Script.References)
            {
                if (!byName.TryGetValue(Key(unit, place.Name), out var targets))
                {
                    if (place.Name.IndexOf('.') < 0) continue;
                    var member = ScriptValues.LastName(place.Name);
                    // tracker.load() of a class or a module; this.load() beside it.
                    if (!exported.TryGetValue(member, out targets) && !(place.Name.StartsWith("this.", StringComparison.Ordinal) && byMember.TryGetValue(member, out targets))) continue;
                }
                for (var i = 0; i < Math.Min(targets.Count, MostTargets); i++) AddCall(unit, place, targets[i]);
            }
        }
    }

    private void AddCall(int unit, ScriptReference place, int target) => (calls[first[unit] + place.Function] ??= []).Add((target, place));

    // A local name of one script is nobody else's.
    private static string Key(int unit, string name) => name.IndexOf(ScriptReference.Local) < 0 ? name : name + ScriptReference.Local + unit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Add(Dictionary<string, List<int>> map, string name, int id)
    {
        if (!map.TryGetValue(name, out var list)) map.Add(name, list = []);
        if (list.Count == 0 || list[list.Count - 1] != id) list.Add(id);
    }

    private void Reach()
    {
        var queue = new Queue<int>();
        for (var unit = 0; unit < units.Length; unit++)
        {
            entries[first[unit]].Reached = true;
            queue.Enqueue(first[unit]);
        }
        while (queue.Count > 0)
        {
            if (calls[queue.Dequeue()] is not { } targets) continue;
            foreach (var (target, _) in targets)
            {
                if (entries[target].Reached) continue;
                entries[target].Reached = true;
                queue.Enqueue(target);
            }
        }
    }

    // From "everything is guaranteed" downwards; every step takes something away, so it ends.
    private void Guarantee()
    {
        var queue = new Queue<int>();
        for (var id = 0; id < entries.Length; id++)
        {
            entries[id].Calls = ConsentPurposes.General;
            entries[id].Guard = entries[id].Reached ? ConsentPurposes.General : ConsentPurposes.None;
        }
        for (var unit = 0; unit < units.Length; unit++)
        {
            ref var script = ref entries[first[unit]];
            script.Calls = ConsentPurposes.None;
            script.Guard = units[unit].Guard;
            script.Handler = units[unit].Handler;
            script.Way = script.Handler == null ? Way.Page : Way.Act;
            queue.Enqueue(first[unit]);
        }
        while (queue.Count > 0)
        {
            var id = queue.Dequeue();
            var caller = entries[id];
            if (calls[id] is { } targets)
            {
                foreach (var (target, place) in targets)
                {
                    ref var entry = ref entries[target];
                    var before = entry;
                    entry.Calls &= place.Guard | caller.Guard;
                    var handler = place.Handler ?? caller.Handler;
                    var way = handler != null ? Way.Act : caller.Way;
                    if (way == Way.Page) entry.Handler = null;
                    else if (entry.Way == Way.Unknown) entry.Handler = handler;
                    if (way > entry.Way) entry.Way = way;
                    Refresh(target);
                    if (entry.Guard != before.Guard || entry.Way != before.Way || (entry.Way == Way.Act && before.Handler != entry.Handler)) queue.Enqueue(target);
                }
            }
            if (children[id] is not { } inner) continue;
            foreach (var child in inner)
            {
                var before = entries[child].Guard;
                Refresh(child);
                if (entries[child].Guard != before) queue.Enqueue(child);
            }
        }
    }

    private void Refresh(int id)
    {
        ref var entry = ref entries[id];
        if (!entry.Reached) return;
        var parent = parents[id];
        // The function exists only where it was made.
        entry.Guard = entry.Calls | creation[id] | (parent >= 0 ? entries[parent].Guard : ConsentPurposes.None);
    }
}
