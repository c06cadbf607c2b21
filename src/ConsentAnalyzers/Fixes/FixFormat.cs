using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>A fix as the tool gets it from the compiler's log.</summary>
/// <param name="Key">See <see cref="Fix.Key"/>.</param>
/// <param name="Title">In the language of the build.</param>
internal sealed record WrittenFix(string Key, string Title, IReadOnlyList<FixEdit> Edits);

/// <summary>Fixes as one text, the property <c>fixes</c> of CNS9003: fields are ended by a line feed, and what is a line feed or a backslash within one is escaped.</summary>
/// <remarks>Also compiled into the tool.</remarks>
internal static class FixFormat
{
    private const string Version = "1";

    public static string Write(IReadOnlyCollection<WrittenFix> fixes)
    {
        var text = new StringBuilder();
        Field(Version);
        Field(Number(fixes.Count));
        foreach (var fix in fixes)
        {
            Field(fix.Key);
            Field(fix.Title);
            Field(Number(fix.Edits.Count));
            foreach (var edit in fix.Edits)
            {
                Field(edit.Path);
                Field(Number(edit.Start));
                Field(Number(edit.Length));
                Field(edit.NewText);
                Field(Number(edit.AroundStart));
                Field(Number(edit.AroundEnd));
                Field(edit.IsShared ? "1" : "0");
            }
        }
        return text.ToString();

        void Field(string value) => text.Append(value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r")).Append('\n');
    }

    /// <exception cref="FormatException">The text was written by another version.</exception>
    public static IReadOnlyList<WrittenFix> Read(string text)
    {
        var at = 0;
        if (Field() != Version) throw new FormatException("The fixes were written by another version of the analyzers.");
        var fixes = new List<WrittenFix>();
        for (var left = Count(); left > 0; left--)
        {
            var (key, title) = (Field(), Field());
            var edits = new List<FixEdit>();
            for (var more = Count(); more > 0; more--) edits.Add(new(Field(), Count(), Count(), Field(), Count(), Count(), Field() == "1"));
            fixes.Add(new(key, title, edits));
        }
        return fixes;

        int Count() => int.Parse(Field(), NumberStyles.None, CultureInfo.InvariantCulture);

        string Field()
        {
            var value = new StringBuilder();
            for (; ; at++)
            {
                if (at >= text.Length) throw new FormatException("The fixes end too early.");
                if (text[at] == '\n') break;
                if (text[at] == '\\' && at + 1 < text.Length) value.Append(text[++at] switch { 'n' => '\n', 'r' => '\r', var other => other });
                else value.Append(text[at]);
            }
            at++;
            return value.ToString();
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
