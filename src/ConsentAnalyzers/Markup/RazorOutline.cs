using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>The body of an <c>@if</c>, and the condition it stands under.</summary>
/// <param name="IsElse">The body runs when the condition does not hold.</param>
internal readonly record struct RazorBranch(TextSpan Body, string Condition, bool IsElse);

/// <summary>What of a Razor text is C#, told from the text alone. Only where no generated tree fits the text; it forgives anything.</summary>
internal sealed class RazorOutline
{
    private static readonly string[] BlockKeywords = ["if", "for", "foreach", "while", "switch", "using", "lock", "do", "try"];
    private static readonly string[] ClauseKeywords = ["else", "catch", "finally", "while"];
    private static readonly string[] Directives = ["model", "inherits", "using", "inject", "implements", "typeparam", "attribute", "layout", "namespace", "page", "addTagHelper", "removeTagHelper", "tagHelperPrefix", "preservewhitespace", "rendermode"];

    // A quote that is never closed must not make every tag read the whole text.
    private const int LongestTag = 20_000;

    private readonly string _text;
    private readonly ImmutableArray<TextSpan>.Builder _csharp = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly ImmutableArray<RazorBranch>.Builder _branches = ImmutableArray.CreateBuilder<RazorBranch>();
    private int _at;

    private RazorOutline(string text) => _text = text;

    public ImmutableArray<TextSpan> CSharp => _csharp.ToImmutable();

    public ImmutableArray<RazorBranch> Branches => _branches.ToImmutable();

    /// <summary>Where markup starts that stands in C# directly: <c>@foreach (…) { &lt;p&gt;</c>.</summary>
    public HashSet<int> MarkupInCode { get; } = [];

    public static RazorOutline Read(string text)
    {
        var outline = new RazorOutline(text);
        outline.Markup(0);
        return outline;
    }

    private bool AtEnd => _at >= _text.Length;

    // Frames of blocks that are open, so that nesting costs no stack: true for C#, false for markup inside C#, with the depth of its elements.
    private void Markup(int start)
    {
        _at = start;
        var frames = new Stack<Frame>();
        while (!AtEnd)
        {
            if (frames.Count > 0 && frames.Peek() is { IsCode: true }) Code(frames);
            else MarkupCharacter(frames);
        }
        // Of what is still open, the innermost alone has C# that was not noted when the next one began.
        for (var isInnermost = true; frames.Count > 0; isInnermost = false) Close(frames.Pop(), isInnermost);
    }

    private sealed class Frame
    {
        public bool IsCode;
        public int Depth;
        public int Start;
        public int BodyStart;
        public string? Condition;
        public bool IsElse;
        public bool StatementStart = true;
        public bool EndsAtLine;
        public bool IsSection;
    }

    private void MarkupCharacter(Stack<Frame> frames)
    {
        var frame = frames.Count > 0 ? frames.Peek() : null;
        var c = _text[_at];
        if (frame is { EndsAtLine: true } && c is '\n' or '\r')
        {
            frames.Pop();
            ResumeCode(frames);
            return;
        }
        if (c == '@')
        {
            Transition(frames);
            return;
        }
        if (frame is { IsSection: true } && c is '{' or '}')
        {
            frame.Depth += c == '{' ? 1 : -1;
            _at++;
            if (frame.Depth == 0) frames.Pop();
            return;
        }
        if (c == '<' && frame is { EndsAtLine: false, IsSection: false })
        {
            Tag(frame);
            if (frame.Depth <= 0)
            {
                frames.Pop();
                ResumeCode(frames);
            }
            return;
        }
        _at++;
    }

    private void ResumeCode(Stack<Frame> frames)
    {
        if (frames.Count == 0 || !frames.Peek().IsCode) return;
        frames.Peek().Start = _at;
        frames.Peek().StatementStart = true;
    }

    // Counts elements open inside C#, so that the C# goes on where the first of them ends.
    private void Tag(Frame frame)
    {
        var isEnd = _at + 1 < _text.Length && _text[_at + 1] == '/';
        if (Starts("<!--"))
        {
            _at = After("-->", _at + 4);
            return;
        }
        var nameStart = _at + (isEnd ? 2 : 1);
        var name = Identifier(nameStart);
        var end = TagEnd(nameStart);
        var isSelfClosed = end >= 2 && end <= _text.Length && _text[end - 2] == '/';
        if (isEnd) frame.Depth--;
        else if (!isSelfClosed && !IsVoid(name)) frame.Depth++;
        // Attributes may hold C# that matters to nobody here: the tag is left to be read as markup up to its name.
        _at = isEnd || frame.Depth <= 0 ? end : nameStart + Math.Max(name.Length, 1);
        if (!isEnd && frame.Depth > 0 && string.Equals(name, "script", StringComparison.OrdinalIgnoreCase)) _at = Math.Max(_at, IndexOf("</script", end) is >= 0 and var close ? close : end);
    }

    private int TagEnd(int at)
    {
        var quote = '\0';
        var limit = Math.Min(_text.Length, at + LongestTag);
        for (; at < limit; at++)
        {
            var c = _text[at];
            if (quote != '\0') { if (c == quote) quote = '\0'; }
            else if (c is '"' or '\'') quote = c;
            else if (c == '>') return at + 1;
        }
        return limit;
    }

    private void Transition(Stack<Frame> frames)
    {
        var start = _at;
        var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        switch (next)
        {
            case '@':
                _at += 2;
                return;
            case '*':
                _at = After("*@", _at + 2);
                return;
            case '(':
                _at = Balanced(_at + 1);
                _csharp.Add(TextSpan.FromBounds(start, _at));
                return;
            case '{':
                OpenCode(frames, start, _at + 2, null, false);
                return;
        }
        if ((start > 0 && char.IsLetterOrDigit(_text[start - 1])) || !(char.IsLetter(next) || next == '_'))
        {
            _at++;
            return;
        }
        var word = Identifier(_at + 1);
        var afterWord = _at + 1 + word.Length;
        if (Array.IndexOf(BlockKeywords, word) >= 0 && BlockHeader(afterWord, out var condition, out var body))
        {
            OpenCode(frames, start, body, word == "if" ? condition : null, false);
            return;
        }
        if (word is "functions" or "code" && SkipSpace(afterWord) is var brace && brace < _text.Length && _text[brace] == '{')
        {
            OpenCode(frames, start, brace + 1, null, false);
            return;
        }
        if (word == "section" && IndexOf("{", afterWord) is >= 0 and var open)
        {
            _at = open + 1;
            frames.Push(new Frame { Depth = 1, IsSection = true });
            return;
        }
        if (Array.IndexOf(Directives, word) >= 0 && IsLineStart(start) && !(afterWord < _text.Length && _text[afterWord] is '.' or '('))
        {
            _at = LineEnd(afterWord);
            _csharp.Add(TextSpan.FromBounds(start, _at));
            return;
        }
        _at = word is "await" ? SkipSpace(afterWord) : afterWord;
        if (word is "await") _at += Identifier(_at).Length;
        while (!AtEnd)
        {
            if (_text[_at] is '(' or '[') _at = Balanced(_at);
            else if (_text[_at] is '.' && _at + 1 < _text.Length && (char.IsLetter(_text[_at + 1]) || _text[_at + 1] == '_')) _at += 1 + Identifier(_at + 1).Length;
            else if (_text[_at] is '?' && _at + 1 < _text.Length && _text[_at + 1] is '.' or '[') _at++;
            else break;
        }
        _csharp.Add(TextSpan.FromBounds(start, Math.Min(_at, _text.Length)));
    }

    private void OpenCode(Stack<Frame> frames, int start, int body, string? condition, bool isElse)
    {
        _at = Math.Min(body, _text.Length);
        frames.Push(new Frame { IsCode = true, Depth = 1, Start = start, BodyStart = _at, Condition = condition, IsElse = isElse });
    }

    private void Close(Frame frame, bool isInnermost)
    {
        if (!frame.IsCode) return;
        if (isInnermost && _at > frame.Start) _csharp.Add(TextSpan.FromBounds(frame.Start, Math.Min(_at, _text.Length)));
        if (frame.Condition is not null) _branches.Add(new(TextSpan.FromBounds(frame.BodyStart, Math.Min(_at, _text.Length)), frame.Condition, frame.IsElse));
    }

    private void Code(Stack<Frame> frames)
    {
        var frame = frames.Peek();
        var c = _text[_at];
        if (char.IsWhiteSpace(c))
        {
            _at++;
            return;
        }
        var isTemplate = c == '@' && _at + 1 < _text.Length && _text[_at + 1] == '<';
        if ((frame.StatementStart && c == '<' && _at + 1 < _text.Length && (char.IsLetter(_text[_at + 1]) || _text[_at + 1] == '!')) || isTemplate)
        {
            if (isTemplate) _at++;
            else MarkupInCode.Add(_at);
            _csharp.Add(TextSpan.FromBounds(frame.Start, _at));
            frames.Push(new Frame());
            return;
        }
        if (Starts("@:"))
        {
            _csharp.Add(TextSpan.FromBounds(frame.Start, _at + 2));
            _at += 2;
            frames.Push(new Frame { EndsAtLine = true });
            return;
        }
        if (Starts("@*"))
        {
            _at = After("*@", _at + 2);
            return;
        }
        if (frame.StatementStart && Starts("if") && BlockHeader(_at + 2, out var condition, out var body))
        {
            _csharp.Add(TextSpan.FromBounds(frame.Start, body));
            frame.StatementStart = true;
            OpenCode(frames, body, body, condition, false);
            return;
        }
        frame.StatementStart = c is ';' or '{' or '}';
        switch (c)
        {
            case '{':
                frame.Depth++;
                _at++;
                return;
            case '}':
                _at++;
                if (--frame.Depth > 0) return;
                frames.Pop();
                Close(frame, isInnermost: true);
                Clauses(frames, frame);
                return;
            default:
                _at = AfterToken(_at);
                return;
        }
    }

    // else, else if, catch, finally, while after a block.
    private void Clauses(Stack<Frame> frames, Frame closed)
    {
        var isNested = frames.Count > 0 && frames.Peek().IsCode;
        if (isNested) ResumeCode(frames);
        var at = SkipSpace(_at);
        var word = Identifier(at);
        if (Array.IndexOf(ClauseKeywords, word) < 0 || (isNested && word != "else")) return;
        var afterWord = SkipSpace(at + word.Length);
        var condition = closed.Condition;
        var isElse = true;
        if (word == "else" && Identifier(afterWord) == "if")
        {
            if (!BlockHeader(afterWord + 2, out condition, out var elseIfBody)) return;
            OpenCode(frames, _at, elseIfBody, condition, false);
            return;
        }
        if (word != "else") (condition, isElse) = (null, false);
        var brace = word is "catch" or "while" && afterWord < _text.Length && _text[afterWord] == '(' ? SkipSpace(Balanced(afterWord)) : afterWord;
        if (brace < _text.Length && _text[brace] == '{') OpenCode(frames, _at, brace + 1, condition, isElse);
    }

    private bool BlockHeader(int at, out string condition, out int body)
    {
        (condition, body) = ("", at);
        at = SkipSpace(at);
        if (at < _text.Length && _text[at] == '(')
        {
            var end = Balanced(at);
            condition = _text.Substring(at, end - at);
            at = SkipSpace(end);
        }
        if (at >= _text.Length || _text[at] != '{') return false;
        body = at + 1;
        return true;
    }

    private int Balanced(int at)
    {
        var depth = 0;
        while (at < _text.Length)
        {
            switch (_text[at])
            {
                case '(' or '[' or '{': depth++; at++; break;
                case ')' or ']' or '}':
                    at++;
                    if (--depth == 0) return at;
                    break;
                default: at = AfterToken(at); break;
            }
        }
        return at;
    }

    // One character, or a whole string, character literal or comment.
    private int AfterToken(int at)
    {
        switch (_text[at])
        {
            case '"':
                if (at + 2 < _text.Length && _text[at + 1] == '"' && _text[at + 2] == '"') return After("\"\"\"", at + 3);
                var isVerbatim = at > 0 && (_text[at - 1] == '@' || (at > 1 && _text[at - 1] == '$' && _text[at - 2] == '@'));
                for (at++; at < _text.Length; at++)
                {
                    if (_text[at] == '"' && isVerbatim && at + 1 < _text.Length && _text[at + 1] == '"') at++;
                    else if (_text[at] == '\\' && !isVerbatim) at++;
                    else if (_text[at] == '"' || (_text[at] == '\n' && !isVerbatim)) return at + 1;
                }
                return _text.Length;
            case '\'' when at + 2 < _text.Length:
                return _text[at + 1] == '\\' ? After("'", Math.Min(at + 3, _text.Length)) : _text[at + 2] == '\'' ? at + 3 : at + 1;
            case '/' when at + 1 < _text.Length && _text[at + 1] == '/':
                return LineEnd(at);
            case '/' when at + 1 < _text.Length && _text[at + 1] == '*':
                return After("*/", at + 2);
            default:
                return at + 1;
        }
    }

    private bool Starts(string word) => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;

    private int IndexOf(string word, int at) => at > _text.Length ? -1 : _text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase);

    private int After(string word, int at) => at <= _text.Length && _text.IndexOf(word, at, StringComparison.Ordinal) is >= 0 and var found ? found + word.Length : _text.Length;

    private int LineEnd(int at) => at <= _text.Length && _text.IndexOf('\n', Math.Min(at, _text.Length)) is >= 0 and var end ? end : _text.Length;

    private bool IsLineStart(int at)
    {
        while (at > 0 && _text[at - 1] is ' ' or '\t') at--;
        return at == 0 || _text[at - 1] == '\n';
    }

    private int SkipSpace(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at])) at++;
        return at;
    }

    private string Identifier(int at)
    {
        var end = Math.Min(at, _text.Length);
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '-')) end++;
        return _text.Substring(Math.Min(at, _text.Length), end - Math.Min(at, _text.Length));
    }

    /// <summary>Whether elements of a name have no end tag.</summary>
    public static bool IsVoid(string name) => name.ToLowerInvariant() is "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "param" or "source" or "track" or "wbr";
}
