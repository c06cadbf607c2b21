using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ConsentAnalyzers.Markup;

internal enum ScriptTokenKind : byte
{
    End,
    Word,
    Number,
    String,

    /// <summary>A piece of a template literal; between the pieces stand <c>${</c>, the expression's tokens and <c>}</c>.</summary>
    Template,
    Regex,
    Punctuator,
}

/// <summary>A token of a script, by its place in the text.</summary>
internal readonly struct ScriptToken(ScriptTokenKind kind, int start, int length, bool afterNewLine, bool last)
{
    public ScriptTokenKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    public bool AfterNewLine { get; } = afterNewLine;

    /// <summary>For a piece of a template: no <c>${</c> follows.</summary>
    public bool Last { get; } = last;
}

/// <summary>
/// Cuts a script into tokens. Never fails: what is no JavaScript comes out as punctuators, what is not closed ends at the line's or the text's end.
/// U+E000 stands for a blanked Razor expression and counts as a letter.
/// </summary>
internal sealed class ScriptTokenizer
{
    /// <summary>What stands for something unknown: a blanked Razor expression, a variable part of an address.</summary>
    public const char Unknown = '\uE000';

    private readonly string text;
    private readonly List<ScriptToken> tokens = [];
    private readonly List<bool> parentheses = [];
    private readonly List<int> templates = [];
    private int position;
    private int braces;
    private bool newLine = true;
    private bool lastParenthesisWasHead;
    private long regexBudget;

    private ScriptTokenizer(string text)
    {
        this.text = text;
        regexBudget = 4L * text.Length + 64;
    }

    /// <summary>How many characters were looked at: stays proportional to the text.</summary>
    public long Work { get; private set; }

    public static ScriptToken[] Tokenize(string text) => Tokenize(text, out _);

    public static ScriptToken[] Tokenize(string text, out long work)
    {
        var tokenizer = new ScriptTokenizer(text);
        tokenizer.Run();
        work = tokenizer.Work;
        return [.. tokenizer.tokens];
    }

    private char Current => position < text.Length ? text[position] : '\0';

    private char Peek(int ahead) => position + ahead < text.Length ? text[position + ahead] : '\0';

    private void Run()
    {
        while (true)
        {
            SkipTrivia();
            if (position >= text.Length) break;
            var start = position;
            var c = text[position];
            if (c is '"' or '\'') ReadString(c);
            else if (c == '`')
            {
                position++;
                ReadTemplate(start);
            }
            else if (char.IsDigit(c) || (c == '.' && char.IsDigit(Peek(1)))) ReadNumber();
            else if (IsWordPart(c)) ReadWord();
            else if (c == '/' && ReadRegex()) { }
            else ReadPunctuator(c);
            Work += position - start;
        }
        tokens.Add(new ScriptToken(ScriptTokenKind.End, text.Length, 0, true, true));
    }

    private void Add(ScriptTokenKind kind, int start, bool last = true)
    {
        tokens.Add(new ScriptToken(kind, start, position - start, newLine, last));
        newLine = false;
    }

    private void SkipTrivia()
    {
        var begin = position;
        while (position < text.Length)
        {
            var c = text[position];
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
            {
                newLine = true;
                position++;
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF') position++;
            else if (c == '/' && Peek(1) == '/') SkipLine();
            else if (c == '/' && Peek(1) == '*')
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                var next = end < 0 ? text.Length : end + 2;
                if (text.IndexOf('\n', position, next - position) >= 0) newLine = true;
                position = next;
            }
            else if (c == '<' && string.CompareOrdinal(text, position, "<!--", 0, 4) == 0) SkipLine();
            else if (c == '-' && newLine && string.CompareOrdinal(text, position, "-->", 0, 3) == 0) SkipLine();
            else if (c == '#' && position == 0 && Peek(1) == '!') SkipLine();
            else break;
        }
        Work += position - begin;
    }

    private void SkipLine()
    {
        while (position < text.Length && text[position] is not ('\n' or '\r' or '\u2028' or '\u2029')) position++;
    }

    private void ReadString(char quote)
    {
        var start = position++;
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '\\')
            {
                // A backslash before a line's end continues the string.
                position += Peek(1) == '\r' && Peek(2) == '\n' ? 3 : 2;
                continue;
            }
            if (c is '\n' or '\r') break;
            position++;
            if (c == quote) break;
        }
        position = Math.Min(position, text.Length);
        Add(ScriptTokenKind.String, start);
    }

    private void ReadTemplate(int start)
    {
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '\\')
            {
                position = Math.Min(position + 2, text.Length);
            }
            else if (c == '`')
            {
                position++;
                Add(ScriptTokenKind.Template, start);
                return;
            }
            else if (c == '$' && Peek(1) == '{')
            {
                Add(ScriptTokenKind.Template, start, last: false);
                start = position;
                position += 2;
                Add(ScriptTokenKind.Punctuator, start);
                templates.Add(braces);
                braces = 0;
                return;
            }
            else
            {
                position++;
            }
        }
        Add(ScriptTokenKind.Template, start);
    }

    private void ReadNumber()
    {
        var start = position++;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '.' or '_')) position++;
        Add(ScriptTokenKind.Number, start);
    }

    private void ReadWord()
    {
        var start = position;
        while (position < text.Length && IsWordPart(text[position])) position++;
        Add(ScriptTokenKind.Word, start);
    }

    private bool ReadRegex()
    {
        if (!RegexMayStart()) return false;
        var start = position;
        var at = position + 1;
        var inClass = false;
        for (; at < text.Length; at++)
        {
            if (--regexBudget < 0) return false;
            var c = text[at];
            if (c is '\n' or '\r') return false;
            if (c == '\\') at++;
            else if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            else if (c == '/' && !inClass)
            {
                position = at + 1;
                while (position < text.Length && char.IsLetter(text[position]) && text[position] < 128) position++;
                Add(ScriptTokenKind.Regex, start);
                return true;
            }
        }
        return false;
    }

    private bool RegexMayStart()
    {
        if (tokens.Count == 0) return true;
        var previous = tokens[tokens.Count - 1];
        switch (previous.Kind)
        {
            case ScriptTokenKind.Number or ScriptTokenKind.String or ScriptTokenKind.Regex or ScriptTokenKind.Template:
                return false;
            case ScriptTokenKind.Word:
                return text.Substring(previous.Start, Math.Min(previous.Length, 12)) is "return" or "typeof" or "case" or "in" or "of" or "new" or "delete" or "void" or "throw" or "do" or "else" or "await" or "yield" or "instanceof";
            default:
                return text[previous.Start] switch
                {
                    ')' => lastParenthesisWasHead,
                    ']' => false,
                    '+' or '-' => previous.Length == 1,
                    _ => true,
                };
        }
    }

    private void ReadPunctuator(char c)
    {
        var start = position;
        switch (c)
        {
            case '(':
                parentheses.Add(tokens.Count > 0 && IsHead(tokens[tokens.Count - 1]));
                break;
            case ')':
                lastParenthesisWasHead = parentheses.Count > 0 && parentheses[parentheses.Count - 1];
                if (parentheses.Count > 0) parentheses.RemoveAt(parentheses.Count - 1);
                break;
            case '{':
                braces++;
                break;
            case '}' when templates.Count > 0 && braces == 0:
                position++;
                Add(ScriptTokenKind.Punctuator, start);
                braces = templates[templates.Count - 1];
                templates.RemoveAt(templates.Count - 1);
                ReadTemplate(position);
                return;
            case '}':
                if (braces > 0) braces--;
                break;
        }
        position += PunctuatorLength(c);
        Add(ScriptTokenKind.Punctuator, start);
    }

    private bool IsHead(ScriptToken token) => token.Kind == ScriptTokenKind.Word && token.Length <= 5 && text.Substring(token.Start, token.Length) is "if" or "while" or "for" or "with";

    private int PunctuatorLength(char c)
    {
        var second = Peek(1);
        switch (c)
        {
            case '=':
                return second == '>' ? 2 : second != '=' ? 1 : Peek(2) == '=' ? 3 : 2;
            case '!':
                return second != '=' ? 1 : Peek(2) == '=' ? 3 : 2;
            case '&' or '|' or '?' when second == c:
                return Peek(2) == '=' ? 3 : 2;
            case '?' when second == '.' && !char.IsDigit(Peek(2)):
                return 2;
            case '+' or '-' when second == c:
                return 2;
            case '.' when second == '.' && Peek(2) == '.':
                return 3;
            case '*' when second == '*':
                return Peek(2) == '=' ? 3 : 2;
            case '<' or '>':
                var length = 1;
                while (length < 3 && Peek(length) == c) length++;
                return Peek(length) == '=' ? length + 1 : length;
            case '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' when second == '=':
                return 2;
            default:
                return 1;
        }
    }

    internal static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '#' || (c >= 0x80 && !char.IsWhiteSpace(c) && c is not ('\u2028' or '\u2029' or '\uFEFF'));

    /// <summary>The value of a string's or template piece's text, its quotes taken off and its escapes resolved.</summary>
    public static string Unquote(string text, ScriptToken token)
    {
        var start = token.Start;
        var end = token.End;
        if (token.Kind == ScriptTokenKind.String)
        {
            var quote = text[start++];
            if (end > start && text[end - 1] == quote) end--;
        }
        else
        {
            if (start < end && text[start] == '`') start++;
            if (token.Last && end > start && text[end - 1] == '`') end--;
        }
        var first = text.IndexOf('\\', start, end - start);
        if (first < 0) return text.Substring(start, end - start);
        var value = new StringBuilder(end - start);
        value.Append(text, start, first - start);
        for (var i = first; i < end; i++)
        {
            if (text[i] != '\\' || i + 1 >= end)
            {
                value.Append(text[i]);
                continue;
            }
            var escape = text[++i];
            switch (escape)
            {
                case 'n': value.Append('\n'); break;
                case 'r': value.Append('\r'); break;
                case 't': value.Append('\t'); break;
                case '\r' or '\n': break;
                case 'x' when Hex(text, i + 1, 2, end) is >= 0 and var code:
                    value.Append((char)code);
                    i += 2;
                    break;
                case 'u' when Hex(text, i + 1, 4, end) is >= 0 and var code:
                    value.Append((char)code);
                    i += 4;
                    break;
                default: value.Append(escape); break;
            }
        }
        return value.ToString();
    }

    private static int Hex(string text, int start, int length, int end) =>
        start + length <= end && int.TryParse(text.Substring(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : -1;
}
