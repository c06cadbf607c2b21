using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Refuses to start when a CMP's category is mapped to a purpose that the site does not have.</summary>
internal sealed class CmpPurposeNames(CmpOptions mapping) : IValidateOptions<ConsentOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentOptions options)
    {
        var failures = mapping.Targets
            .SelectMany(target => target.Value.Names, (target, purpose) => (Category: target.Key, Purpose: purpose))
            .Where(mapped => !options.CustomPurposes.Contains(mapped.Purpose, StringComparer.OrdinalIgnoreCase))
            .Select(mapped => $"The CMP's category '{mapped.Category}' is mapped to '{mapped.Purpose}', which is no purpose of this site: add it to {nameof(ConsentOptions)}.{nameof(ConsentOptions.CustomPurposes)}.")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
