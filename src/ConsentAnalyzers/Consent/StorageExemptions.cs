using System.Collections.Generic;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;

namespace ConsentAnalyzers.Consent;

/// <summary>Why something that a script stores needs no consent: by comment, configuration, the register, or a well-known name, in this order.</summary>
internal sealed class StorageExemptions(PageScripts scripts, ConsentContext context)
{
    public const string StorageRule = "CNS2011";

    private readonly Dictionary<int, ExemptionComment?> _onElements = [];

    public Exemption? Find(int script, ScriptFact write, CookieKnowledge known)
    {
        if (CommentOn(script, write.Offset) is { IsUsable: true } comment && comment.Rules.Contains(StorageRule) && (comment.Ground == ExemptionGround.None || !Exemptions.Contradicts(comment.Ground, known))) return new(comment.Ground, "comment");
        if (Exemptions.Configured(write.Name, scripts.Document.Settings) is { } configured && !Exemptions.Contradicts(configured.Ground, known)) return new(configured.Ground, "configuration");
        if (RowOf(write) is { } row)
        {
            // A row that contradicts what is known is reported itself (CNS1007), and only it.
            if (row.Ground != ExemptionGround.None) return new(row.Ground, "register");
            // Whoever writes down that it needs consent means it, whatever its name sounds like.
            if (row.Purposes != ConsentPurposes.None) return null;
        }
        if (known.Ground != ExemptionGround.None) return new(known.Ground, Exemptions.WellKnown);
        return !known.IsKnown && KnownCookies.Classify(write.NameHint).Ground is not ExemptionGround.None and var hinted ? new(hinted, Exemptions.WellKnown) : null;
    }

    public RegisterRow? RowOf(ScriptFact write) => context.Register.Find(write.Storage == ScriptStorage.Cookie ? RegisterKind.Cookie : RegisterKind.Storage, write.Name);

    /// <summary>The comment before the statement, else before the element.</summary>
    public ExemptionComment? CommentOn(int script, int offset)
    {
        var page = scripts.All[script];
        return (page.Start is { } start ? ExemptionComment.BeforeStatement(start + offset, scripts.Document) : null) ?? (page.IsFile ? null : OnElement(script));
    }

    private ExemptionComment? OnElement(int script)
    {
        if (!_onElements.TryGetValue(script, out var comment)) _onElements.Add(script, comment = ExemptionComment.Before(scripts.All[script].Element, scripts.Document));
        return comment;
    }
}
