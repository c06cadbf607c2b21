using System.Reflection;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Fixes.Markup;
using ConsentAnalyzers.Rules;
using ConsentAnalyzers.Rules.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Fixes;

public sealed class FixEngineTests
{
    private static readonly Assembly Product = typeof(FixEngine).Assembly;

    [Fact]
    public void Every_analyzer_is_listed_once()
    {
        var all = Product.GetTypes().Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract).Except([typeof(InventoryAnalyzer), typeof(FixListAnalyzer)]);
        Assert.Equal(Names(all), Names(AllRules.Create().Select(a => a.GetType())));
    }

    [Fact]
    public void Every_fixer_is_listed_once_and_has_the_name_of_its_rules_analyzer()
    {
        Fixer[] listed = [.. CookieFixers.All, .. MarkupFixers.All, .. MechanismFixers.All, .. ServerFixers.All];
        Assert.Equal(Names(Product.GetTypes().Where(type => typeof(Fixer).IsAssignableFrom(type) && !type.IsAbstract)), Names(listed.Select(f => f.GetType())));
        // A family that shares its analyzer's base shares its fixer. What mends only some findings of several rules, by the place they stand in, has the name of the place.
        Type[] ofPlaces = [typeof(ScriptLifetimeFixer), typeof(RazorExpressionFixer)];
        var analyzers = Product.GetTypes().Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type)).Select(type => type.Name).ToHashSet();
        Assert.All(listed.Where(f => !ofPlaces.Contains(f.GetType())), fixer => Assert.Contains(fixer.GetType().Name.Replace("Fixer", "Analyzer"), analyzers));
    }

    [Fact]
    public void Every_fixer_mends_a_rule() => Assert.All([.. CookieFixers.All, .. MarkupFixers.All, .. MechanismFixers.All, .. ServerFixers.All], fixer => Assert.NotEmpty(fixer.Rules));

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute))).Select(t => t.FullName!).Order(StringComparer.Ordinal);
}
