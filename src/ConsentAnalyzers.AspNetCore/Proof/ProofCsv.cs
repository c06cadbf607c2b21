using System.Text;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Proofs as CSV: RFC 4180, every text in quotes, none of them a formula.</summary>
internal static class ProofCsv
{
    private const string Names = "sequence,recorded,time,subject,banner,policy,source,granted,refused,hash\r\n";

    // What begins a formula in a spreadsheet, East Asian widths included (OWASP: CSV injection).
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    // Where another cell begins, for a spreadsheet that expects other separators than a comma, too.
    private const string Separators = ",;|\t\r\n\"";

    public static async Task WriteAsync(Stream destination, IAsyncEnumerable<List<KeptProof>> pages, CancellationToken cancellationToken)
    {
        // Spreadsheets take a file without a byte order mark for one of the local code page.
        await destination.WriteAsync(Encoding.UTF8.GetPreamble(), cancellationToken);
        await destination.WriteAsync(Encoding.UTF8.GetBytes(Names), cancellationToken);
        await foreach (var page in pages)
        {
            var text = new StringBuilder();
            foreach (var proof in page) Write(text, proof);
            await destination.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        }
    }

    private static void Write(StringBuilder text, KeptProof proof)
    {
        var row = proof.Row;
        text.Append(proof.Sequence);
        foreach (var cell in new[] { proof.Recorded, row.Time, row.Subject, row.Banner, row.Policy, row.Source, Join(row.Granted), Join(row.Refused), proof.Hash })
        {
            text.Append(",\"");
            Write(text, cell);
            text.Append('"');
        }
        text.Append("\r\n");
    }

    private static void Write(StringBuilder text, string cell)
    {
        var isStart = true;
        foreach (var c in cell)
        {
            if (isStart && Formula.Contains(c)) text.Append('\'');
            if (c == '"') text.Append('"');
            text.Append(c);
            // Blanks before it do not keep a formula from being one.
            isStart = Separators.Contains(c) || isStart && char.IsWhiteSpace(c);
        }
    }

    private static string Join(string names) => string.Join('|', ProofRow.Names(names));
}
