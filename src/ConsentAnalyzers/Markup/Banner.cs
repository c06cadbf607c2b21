using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>What asks a visitor for consent: a form, a dialog, a bar with a way to accept.</summary>
/// <param name="IsOpaque">Some of what it offers is only known elsewhere: a partial view, a component, a label at run time.</param>
/// <param name="HasBoxes">Choices that the visitor ticks and saves.</param>
internal sealed record Banner(MarkupElement Element, VisibleText Text, ImmutableArray<BannerControl> Controls, bool IsOpaque, bool HasBoxes)
{
    public BannerControl Accept => Controls.First(c => c.Act == BannerAct.Accept);

    public bool Has(BannerAct act) => Controls.Any(c => c.Act == act);
}
