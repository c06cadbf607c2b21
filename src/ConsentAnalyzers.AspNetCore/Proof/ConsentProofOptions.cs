using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Where the default store keeps the proofs of consent, and how long.</summary>
public sealed class ConsentProofOptions
{
    /// <summary>The version of the file's tables, as its <c>PRAGMA user_version</c> tells it. A file of another version is neither written nor read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The SQLite file; what is not absolute starts at the content root. It is created with its folder when the first proof is kept, and must be on a local disk (SQLite's WAL needs shared memory).</summary>
    public string Path { get; set; } = "App_Data/consent-proofs.db";

    /// <summary>How long a proof is kept, from the moment it was recorded: as long as the choice counts (<see cref="ConsentOptions.Lifetime"/>) unless set; not less, and at most 13 months (<see cref="ConsentOptions.MaximumLifetime"/>).</summary>
    public TimeSpan? Retention { get; set; }
}

/// <summary>Refuses to start with proofs that would be deleted too early, too late, or served to everybody.</summary>
internal sealed class ConsentProofOptionsValidator(IOptions<ConsentOptions> consent, IWebHostEnvironment? environment = null) : IValidateOptions<ConsentProofOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentProofOptions options)
    {
        var failures = PathFailures(options).Concat(RetentionFailures(options)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> PathFailures(ConsentProofOptions options)
    {
        const string Option = $"{nameof(ConsentProofOptions)}.{nameof(ConsentProofOptions.Path)}";
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0')) yield return $"{Option} is '{options.Path}', which is no file.";
        else if (environment is { WebRootPath: { Length: > 0 } served } && IsBelow(Path.Combine(environment.ContentRootPath, options.Path), served)) yield return $"{Option} is '{options.Path}', below the web root: the proofs would be served to everybody.";
    }

    private IEnumerable<string> RetentionFailures(ConsentProofOptions options)
    {
        const string Option = $"{nameof(ConsentProofOptions)}.{nameof(ConsentProofOptions.Retention)}";
        if (options.Retention is not { } retention) yield break;
        if (retention > ConsentOptions.MaximumLifetime) yield return $"{Option} is {retention.TotalDays:0} days: a proof is kept as long as its consent counts, 13 months ({ConsentOptions.MaximumLifetime.TotalDays:0} days) at most (GDPR art. 5(1)(e)).";
        else if (Lifetime() is { } lifetime && retention < lifetime) yield return $"{Option} is {retention.TotalDays:0.##} days, but a choice counts for {lifetime.TotalDays:0.##} days ({nameof(ConsentOptions)}.{nameof(ConsentOptions.Lifetime)}): a consent that counts must be provable (GDPR art. 7(1)).";
    }

    private TimeSpan? Lifetime()
    {
        try
        {
            return consent.Value.Lifetime;
        }
        catch (OptionsValidationException)
        {
            // Their own validator tells what is wrong with them; once is enough.
            return null;
        }
    }

    private static bool IsBelow(string path, string folder) =>
        Path.GetFullPath(path).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
