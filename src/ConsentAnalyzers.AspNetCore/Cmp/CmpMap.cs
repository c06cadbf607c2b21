namespace ConsentAnalyzers.AspNetCore;

/// <summary>A CMP's categories turned the other way round: for each purpose what must be granted.</summary>
internal sealed class CmpMap
{
    private readonly Dictionary<string, Purpose> _purposes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _categories = [];
    private readonly bool _together;

    public CmpMap(CmpOptions options)
    {
        _together = options.DefaultsGoTogether;
        foreach (var (category, target) in options.Targets)
        {
            var names = ConsentPurposeNames.Of(target.Purposes).Concat(target.Names).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (names.Count == 0) continue;
            _categories.Add(category);
            if (!target.IsDefault) Own.Add(category);
            foreach (var name in names) Add(name, category, target.IsDefault, options.RestsUpon(category));
        }
    }

    /// <summary>Every category that is mapped to a purpose.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>Those among them that the site itself has mapped.</summary>
    public List<string> Own { get; } = [];

    public ConsentDecision Decide(CmpAnswers answers, string source)
    {
        var (granted, refused) = (ConsentPurpose.None, ConsentPurpose.None);
        var (grantedNames, refusedNames) = (new List<string>(), new List<string>());
        foreach (var purpose in _purposes.Values)
        {
            switch (StatusOf(purpose, answers))
            {
                case ConsentStatus.Granted:
                    granted |= purpose.Known;
                    if (purpose.Known == ConsentPurpose.None) grantedNames.Add(purpose.Name);
                    break;
                case ConsentStatus.Refused:
                    refused |= purpose.Known;
                    if (purpose.Known == ConsentPurpose.None) refusedNames.Add(purpose.Name);
                    break;
            }
        }
        return new ConsentDecision
        {
            Granted = granted,
            Refused = refused,
            GrantedNames = grantedNames,
            RefusedNames = refusedNames,
            DecidedAt = answers.DecidedAt,
            BannerVersion = answers.BannerVersion,
            PolicyVersion = answers.PolicyVersion,
            Source = source,
            SubjectId = answers.Pseudonym(source),
        };
    }

    private ConsentStatus StatusOf(Purpose purpose, CmpAnswers answers)
    {
        var (granted, missing, anyDefault, defaultMissing) = (false, false, false, false);
        foreach (var rule in purpose.Rules)
        {
            if (answers.TryGet(rule.Category, out var yes))
            {
                if (!yes) return ConsentStatus.Refused;
                granted |= !rule.IsBase;
                anyDefault |= rule is { IsDefault: true, IsBase: false };
            }
            else if (rule.IsDefault) defaultMissing = true;
            else missing = true;
        }
        return granted && !missing && !(_together && anyDefault && defaultMissing) ? ConsentStatus.Granted : ConsentStatus.Unknown;
    }

    private void Add(string name, string category, bool isDefault, string? restsUpon)
    {
        if (!_purposes.TryGetValue(name, out var purpose))
        {
            ConsentPurposeNames.TryParse(name, out var known);
            _purposes[name] = purpose = new Purpose(name, known, []);
        }
        purpose.Rules.Add(new Rule(category, isDefault, IsBase: false));
        // By itself the permission to store says yes to no purpose.
        if (restsUpon is not null) purpose.Rules.Add(new Rule(restsUpon, isDefault, IsBase: true));
    }

    private sealed record Purpose(string Name, ConsentPurpose Known, List<Rule> Rules);

    private readonly record struct Rule(string Category, bool IsDefault, bool IsBase);
}
