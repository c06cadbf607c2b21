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
        return Exemptions.ByName(write.Name, known, RowOf(write), scripts.Document.Settings, () => KnownCookies.Classify(write.NameHint).Ground);
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
