using System;

namespace ConsentAnalyzers.Knowledge;

internal enum RecipientRole
{
    /// <summary>Takes whatever it is sent.</summary>
    Webhook,

    /// <summary>Signs visitors in, takes their payment, or tells them from robots: the visitor asked for it, or the site is bound to it.</summary>
    Expected,
}

/// <param name="Name">What messages and the register call it.</param>
internal sealed record Recipient(string Name, RecipientRole Role);

/// <summary>Who receives what a server or a form sends. Facts: <c>recipients.tsv</c>.</summary>
internal static class KnownRecipients
{
    private static readonly Lazy<HostIndex<Recipient>> Data = new(() => new(TsvTable.Load("recipients.tsv"), row =>
    {
        row.Required("source");
        return new(row.Required("recipient"), row.OneOf("role", ("webhook", RecipientRole.Webhook), ("identity", RecipientRole.Expected), ("payment", RecipientRole.Expected), ("captcha", RecipientRole.Expected)));
    }));

    /// <param name="host">As in <see cref="KnownTrackers.Find"/>.</param>
    /// <param name="path">With its query, if any.</param>
    public static Recipient? Find(string host, string path) => Data.Value.Find(host.AsSpan(), path.AsSpan());
}
