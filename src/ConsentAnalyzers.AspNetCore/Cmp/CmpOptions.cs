namespace ConsentAnalyzers.AspNetCore;

/// <summary>Where a CMP keeps the visitor's choice, and what its categories mean to the site.</summary>
/// <remarks>
/// A purpose is granted when every category that is mapped to it is granted, refused when one is refused, and unknown when no category answers for it.
/// A category mapped by the site must have an answer; of the vendor's well-known names only those count that the site uses.
/// </remarks>
public class CmpOptions
{
    private readonly Dictionary<string, CmpTarget> _targets = new(StringComparer.OrdinalIgnoreCase);

    internal CmpOptions(string cookieName, params (ConsentPurpose Purpose, string[] Categories)[] defaults)
    {
        CookieName = cookieName;
        foreach (var (purpose, categories) in defaults)
        {
            foreach (var category in categories) _targets[category] = new CmpTarget(purpose, [], IsDefault: true);
        }
    }

    /// <summary>The name of the cookie that holds the choice; the CMP's own name unless the site gave it another.</summary>
    public string CookieName { get; set; }

    /// <summary>What a category of the CMP stands for, in the place of what was mapped for it before.</summary>
    /// <param name="category">A category, service, vendor or purpose as the CMP names it, whatever its case.</param>
    /// <param name="purposes">The purposes that it takes part in; <see cref="ConsentPurpose.None"/> leaves it out.</param>
    public void Map(string category, ConsentPurpose purposes) => Set(category, purposes, []);

    /// <summary>What a category of the CMP stands for, by the names of purposes: the site's own (<see cref="ConsentOptions.CustomPurposes"/>) or those of <see cref="ConsentPurpose"/>.</summary>
    /// <param name="category">A category, service, vendor or purpose as the CMP names it, whatever its case.</param>
    /// <param name="purposes">The purposes that it takes part in.</param>
    public void Map(string category, params string[] purposes)
    {
        ArgumentNullException.ThrowIfNull(purposes);
        var (known, names) = (ConsentPurpose.None, new List<string>());
        foreach (var name in purposes)
        {
            if (ConsentPurposeNames.TryParse(name, out var purpose)) known |= purpose;
            else names.Add(name ?? throw new ArgumentNullException(nameof(purposes)));
        }
        Set(category, known, [.. names]);
    }

    internal IEnumerable<KeyValuePair<string, CmpTarget>> Targets => _targets;

    /// <summary>Whether a purpose needs all its default categories as soon as one of them was asked for, because the vendor defines them as parts of a whole.</summary>
    internal virtual bool DefaultsGoTogether => false;

    /// <summary>The category without which this one permits nothing to be stored; <see langword="null"/> when there is none.</summary>
    internal virtual string? RestsUpon(string category) => null;

    private void Set(string category, ConsentPurpose purposes, string[] names)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(category);
        if ((purposes & ~ConsentPurposeNames.Every) != ConsentPurpose.None) throw new ArgumentException($"{(int)purposes} is no purpose; the site's own ones are mapped by their names.", nameof(purposes));
        _targets[category] = new CmpTarget(purposes, names, IsDefault: false);
    }
}

/// <summary>What a category takes part in.</summary>
internal readonly record struct CmpTarget(ConsentPurpose Purposes, string[] Names, bool IsDefault);
