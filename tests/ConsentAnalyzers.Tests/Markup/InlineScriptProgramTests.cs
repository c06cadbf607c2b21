using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Markup;

public sealed class InlineScriptProgramTests
{
    private static ScriptContext Context(params ScriptUnit[] units)
    {
        var program = ScriptProgram.Join([.. units]);
        for (var i = 0; i < units.Length; i++)
        {
            foreach (var fact in units[i].Script.Facts)
            {
                if (fact.Kind == ScriptFactKind.Start) return program.ContextOf(i, fact);
            }
        }
        throw new InvalidOperationException();
    }

    private static ScriptUnit Unit(string text, ConsentPurposes guard = ConsentPurposes.None, string? handler = null) => new(InlineScript.Parse(text), guard, handler);

    private const string Definition = "function loadAnalytics() { gtag('config', 'G-1'); }";

    [Fact]
    public void CalledFromAnotherScriptUnderAServerGuard() =>
        Assert.Equal(ConsentPurposes.General, Context(Unit(Definition), Unit("loadAnalytics();", ConsentPurposes.General)).Consent);

    [Fact]
    public void CalledFromAnotherScriptWithoutGuard() =>
        Assert.Equal(ScriptContextKind.Runs, Context(Unit(Definition), Unit("loadAnalytics();", ConsentPurposes.General), Unit("window.loadAnalytics();")).Kind);

    [Fact]
    public void CalledUnderAConditionOfAnotherScript() =>
        Assert.Equal(ConsentPurposes.Analytics | ConsentPurposes.Any, Context(Unit(Definition), Unit("if (consent.analytics) loadAnalytics();")).Consent);

    [Fact]
    public void DefinedInAHeldScript() =>
        Assert.Equal(ConsentPurposes.General, Context(Unit(Definition, ConsentPurposes.General), Unit("loadAnalytics();")).Consent);

    [Fact]
    public void CalledByAnAttribute()
    {
        var context = Context(Unit(Definition), Unit("loadAnalytics()", handler: "click"));
        Assert.Equal(ScriptContextKind.Handler, context.Kind);
        Assert.Equal("click", context.Handler);
    }

    [Fact]
    public void CalledByAnAcceptButtonsAttribute() =>
        Assert.Equal(ConsentPurposes.General, Context(Unit(Definition + " function accept() { loadAnalytics(); }"), Unit("accept()", ConsentPurposes.General, "click")).Consent);

    [Fact]
    public void NobodyCalls()
    {
        var context = Context(Unit(Definition), Unit("function init() { loadAnalytics(); }"));
        Assert.Equal("loadAnalytics", context.Uncalled);
    }

    [Fact]
    public void ThroughSeveralScripts() =>
        Assert.Equal(ScriptContextKind.Runs, Context(Unit(Definition), Unit("function init() { loadAnalytics(); }"), Unit("document.addEventListener('DOMContentLoaded', init);")).Kind);

    [Fact]
    public void LocalNamesStayLocal() =>
        Assert.Equal("loadAnalytics", Context(Unit(Definition), Unit("(function () { function loadAnalytics() { } loadAnalytics(); })();")).Uncalled);

    [Fact]
    public void ModulesAreCalledByMember() =>
        Assert.Equal(ConsentPurposes.General, Context(Unit("window.Site = (function () { function a() { gtag('config', 'G-1'); } return { load: a }; })();"), Unit("if (hasConsent()) Site.load();")).Consent);
}
