using System.Text;
using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofExportTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Csv_has_a_line_of_names_and_a_line_for_each_proof()
    {
        await using var folder = new ProofFolder();
        await folder.KeepAsync(ProofFolder.NewProof("7f3a", March));
        var hash = (await folder.HeadAsync())!.Hash;

        var csv = await CsvAsync(folder);

        Assert.Equal(
            "\uFEFFsequence,recorded,time,subject,banner,policy,source,granted,refused,hash\r\n" +
            $"1,\"2026-03-01T12:00:00.0000000Z\",\"2026-03-01T00:00:00.0000000Z\",\"7f3a\",\"banner-3\",\"policy-7\",\"banner\",\"Analytics\",\"Advertising|SocialMedia\",\"{hash}\"\r\n",
            csv);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("  =1", "\"  '=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a;=1", "\"a;'=1\"")]
    [InlineData("a,=1", "\"a,'=1\"")]
    [InlineData("a\r\n=1", "\"a\r'\n'=1\"")]
    [InlineData("\"=1", "\"\"\"'=1\"")]
    [InlineData("say \"yes\", or no", "\"say \"\"yes\"\", or no\"")]
    [InlineData("1-2=3", "\"1-2=3\"")]
    [InlineData("é 🍪", "\"é 🍪\"")]
    [InlineData("", "\"\"")]
    public async Task Csv_quotes_texts_and_leaves_no_formula(string source, string cell)
    {
        await using var folder = new ProofFolder();
        await folder.KeepAsync(ProofFolder.NewProof(source: source));

        Assert.Contains($",\"policy-7\",{cell},\"Analytics\",", await CsvAsync(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_leaves_no_formula_in_a_list_of_names()
    {
        await using var folder = new ProofFolder();
        await folder.KeepAsync(ProofFolder.NewProof() with { Granted = ["a", "=b"] });

        Assert.Contains(",\"a|'=b\",", await CsvAsync(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_text_as_it_is()
    {
        await using var folder = new ProofFolder();
        await folder.KeepAsync(new ConsentProof("=cmd", March, "\"quoted\"", "line\r\nline", "Didomi <b>", ["Analytics", "é"], []));
        await folder.FillAsync(1);

        using var json = JsonDocument.Parse(await JsonAsync(folder));

        Assert.Equal(ConsentProofOptions.SchemaVersion, json.RootElement.GetProperty("schema").GetInt32());
        var proofs = json.RootElement.GetProperty("proofs").EnumerateArray().ToList();
        Assert.Equal(2, proofs.Count);
        Assert.Equal(["sequence", "recorded", "time", "subject", "banner", "policy", "source", "granted", "refused", "hash"], proofs[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(("=cmd", "\"quoted\"", "line\r\nline", "Didomi <b>"), (Text("subject"), Text("banner"), Text("policy"), Text("source")));
        Assert.Equal(["Analytics", "é"], proofs[0].GetProperty("granted").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(March, proofs[0].GetProperty("time").GetDateTimeOffset());
        Assert.Equal((await folder.HeadAsync())!.Hash, proofs[1].GetProperty("hash").GetString());

        string? Text(string property) => proofs[0].GetProperty(property).GetString();
    }

    [Fact]
    public async Task An_access_request_gets_all_of_one_visitor_and_nothing_of_others()
    {
        await using var folder = new ProofFolder();
        for (var day = 0; day < 3; day++)
        {
            await folder.KeepAsync(ProofFolder.NewProof("asks", March.AddDays(day)));
            await folder.KeepAsync(ProofFolder.NewProof("asks-not", March.AddDays(day)));
        }
        var query = new ConsentProofQuery { SubjectId = "asks" };

        Assert.Equal([1L, 3L, 5L], (await folder.ReadAsync(query)).Select(record => record.Sequence));
        Assert.DoesNotContain("asks-not", await CsvAsync(folder, query), StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(await JsonAsync(folder, query)).RootElement.GetProperty("proofs").GetArrayLength());
        Assert.Empty(await folder.ReadAsync(new ConsentProofQuery { SubjectId = "' OR 1=1 --" }));
    }

    [Fact]
    public async Task A_range_begins_with_its_first_moment_and_ends_before_its_last()
    {
        await using var folder = new ProofFolder();
        for (var day = 0; day < 5; day++) await folder.KeepAsync(ProofFolder.NewProof("asks", March.AddDays(day)));

        Assert.Equal([2L, 3L], await SequencesAsync(new() { From = March.AddDays(1), Until = March.AddDays(3) }));
        Assert.Equal([4L, 5L], await SequencesAsync(new() { From = March.AddDays(3).ToOffset(TimeSpan.FromHours(9)) }));
        Assert.Equal([1L], await SequencesAsync(new() { Until = March.AddDays(1), SubjectId = "asks" }));
        Assert.Empty(await SequencesAsync(new() { From = March.AddDays(9) }));

        async Task<IEnumerable<long>> SequencesAsync(ConsentProofQuery query) => (await folder.ReadAsync(query)).Select(record => record.Sequence);
    }

    [Fact]
    public async Task Long_exports_are_whole_and_never_written_synchronously()
    {
        await using var folder = new ProofFolder();
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(_ => folder.KeepAsync(ProofFolder.NewProof())));

        var csv = await CsvAsync(folder);
        using var json = JsonDocument.Parse(await JsonAsync(folder));

        Assert.Equal(1201, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(Enumerable.Range(1, 1200), json.RootElement.GetProperty("proofs").EnumerateArray().Select(proof => proof.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Without_a_file_an_export_is_empty_and_valid()
    {
        await using var folder = new ProofFolder();

        Assert.Equal("\uFEFFsequence,recorded,time,subject,banner,policy,source,granted,refused,hash\r\n", await CsvAsync(folder));
        Assert.Equal("{\"schema\":1,\"proofs\":[]}", await JsonAsync(folder));
    }

    [Fact]
    public async Task What_was_tampered_with_is_exported_as_it_stands()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(2);
        folder.Tamper("UPDATE proof SET granted = 'no list', refused = '[1,\"\\ud800\"]', time = '2026 or so' WHERE sequence = 1");

        using var json = JsonDocument.Parse(await JsonAsync(folder));

        var proof = json.RootElement.GetProperty("proofs")[0];
        Assert.Equal(("2026 or so", "no list"), (proof.GetProperty("time").GetString(), proof.GetProperty("granted")[0].GetString()));
        Assert.Contains("\"no list\"", await CsvAsync(folder), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => folder.ReadAsync());
    }

    [Fact]
    public async Task An_export_can_be_ended()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Archive.ExportCsvAsync(new AsyncOnlyStream(), cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Archive.ExportJsonAsync(new AsyncOnlyStream(), cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Archive.VerifyAsync(cancellationToken: cancelled));
    }

    private static async Task<string> CsvAsync(ProofFolder folder, ConsentProofQuery? query = null)
    {
        var stream = new AsyncOnlyStream();
        await folder.Archive.ExportCsvAsync(stream, query);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<string> JsonAsync(ProofFolder folder, ConsentProofQuery? query = null)
    {
        var stream = new AsyncOnlyStream();
        await folder.Archive.ExportJsonAsync(stream, query);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // As a response's body is: synchronous writes are refused. Still open when it is read.
    private sealed class AsyncOnlyStream : Stream
    {
        private readonly MemoryStream _written = new();

        public byte[] ToArray() => _written.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new InvalidOperationException("Synchronous.");

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _written.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing) => throw new InvalidOperationException("The caller's stream was closed.");
    }
}
