namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// The core segment of a TC string, version 2: IAB Tech Lab, "Consent string and vendor list formats v2"
/// (github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework, TCFv2). The segments after it say nothing of consent and are not read.
/// </summary>
internal sealed record TcString
{
    private const int SupportedVersion = 2;

    /// <summary>How many purposes, and how many special features, the format has room for.</summary>
    public const int MaximumPurposes = 24, MaximumSpecialFeatures = 12;

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public required int CmpId { get; init; }

    public required int CmpVersion { get; init; }

    public required int ConsentScreen { get; init; }

    /// <summary>Two letters.</summary>
    public required string ConsentLanguage { get; init; }

    public required int VendorListVersion { get; init; }

    public required int PolicyVersion { get; init; }

    public required bool IsServiceSpecific { get; init; }

    public required bool UseNonStandardTexts { get; init; }

    /// <summary>Bits from the left, as the format has them; see <see cref="HasSpecialFeature"/>.</summary>
    public required int SpecialFeatures { get; init; }

    public required int PurposesConsent { get; init; }

    public required int PurposesLegitimateInterest { get; init; }

    /// <summary>Whether purpose 1 was not asked for at all.</summary>
    public required bool PurposeOneTreatment { get; init; }

    /// <summary>Two letters.</summary>
    public required string PublisherCountry { get; init; }

    /// <summary>Those of the vendors asked for that have consent.</summary>
    public required IReadOnlySet<int> Vendors { get; init; }

    public bool HasPurpose(int purpose) => Has(PurposesConsent, MaximumPurposes, purpose);

    public bool HasLegitimateInterest(int purpose) => Has(PurposesLegitimateInterest, MaximumPurposes, purpose);

    public bool HasSpecialFeature(int feature) => Has(SpecialFeatures, MaximumSpecialFeatures, feature);

    /// <summary>Decodes a string.</summary>
    /// <param name="text">The whole string, or its core segment.</param>
    /// <param name="vendors">The vendors to look up, by their numbers in the Global Vendor List.</param>
    /// <returns><see langword="null"/> when it is no TC string of version 2.</returns>
    public static TcString? Read(string text, IReadOnlyCollection<int> vendors)
    {
        var dot = text.IndexOf('.');
        var bits = new BitReader(text.AsSpan(0, dot < 0 ? text.Length : dot));
        if (bits.Number(6) != SupportedVersion) return null;
        var result = new TcString
        {
            Created = bits.Moment(),
            LastUpdated = bits.Moment(),
            CmpId = bits.Number(12),
            CmpVersion = bits.Number(12),
            ConsentScreen = bits.Number(6),
            ConsentLanguage = bits.Letters(),
            VendorListVersion = bits.Number(12),
            PolicyVersion = bits.Number(6),
            IsServiceSpecific = bits.Flag(),
            UseNonStandardTexts = bits.Flag(),
            SpecialFeatures = bits.Number(MaximumSpecialFeatures),
            PurposesConsent = bits.Number(MaximumPurposes),
            PurposesLegitimateInterest = bits.Number(MaximumPurposes),
            PurposeOneTreatment = bits.Flag(),
            PublisherCountry = bits.Letters(),
            Vendors = VendorSection(ref bits, vendors),
        };
        // Legitimate interest and the publisher's restrictions are no consent; they are read to know that the string is whole.
        VendorSection(ref bits, []);
        Restrictions(ref bits);
        return bits.Failed ? null : result;
    }

    private static bool Has(int bits, int width, int number) => number >= 1 && number <= width && (bits >> (width - number) & 1) == 1;

    private static HashSet<int> VendorSection(ref BitReader bits, IReadOnlyCollection<int> wanted)
    {
        var found = new HashSet<int>();
        var maximum = bits.Number(16);
        if (bits.Flag())
        {
            RangeSection(ref bits, wanted, found, maximum);
            return found;
        }
        foreach (var vendor in wanted)
        {
            if (vendor >= 1 && vendor <= maximum && bits.Peek(vendor - 1)) found.Add(vendor);
        }
        bits.Skip(maximum);
        return found;
    }

    private static void RangeSection(ref BitReader bits, IReadOnlyCollection<int> wanted, HashSet<int> found, int maximum)
    {
        for (var entries = bits.Number(12); entries > 0 && !bits.Failed; entries--)
        {
            var isRange = bits.Flag();
            var first = bits.Number(16);
            var last = isRange ? bits.Number(16) : first;
            if (first < 1 || last < first || last > maximum) bits.Fail();
            if (bits.Failed) return;
            foreach (var vendor in wanted)
            {
                if (vendor >= first && vendor <= last) found.Add(vendor);
            }
        }
    }

    private static void Restrictions(ref BitReader bits)
    {
        for (var count = bits.Number(12); count > 0 && !bits.Failed; count--)
        {
            bits.Skip(6 + 2);
            RangeSection(ref bits, [], [], ushort.MaxValue);
        }
    }

    /// <summary>Bits of base64url (RFC 4648, 5), six a character. What fails once has failed, and every number after it is 0.</summary>
    private ref struct BitReader(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position;

        public bool Failed { get; private set; }

        public void Fail() => Failed = true;

        public int Number(int width) => (int)Long(width);

        public bool Flag() => Long(1) == 1;

        public DateTimeOffset Moment() => DateTimeOffset.UnixEpoch.AddMilliseconds(Long(36) * 100);

        public string Letters()
        {
            var (first, second) = (Number(6), Number(6));
            if (first > 25 || second > 25) Fail();
            return Failed ? "" : $"{(char)('A' + first)}{(char)('A' + second)}";
        }

        public void Skip(int width)
        {
            if (width > _text.Length * 6 - _position) Fail();
            else _position += width;
        }

        /// <summary>A bit further on; 0 beyond the end, which <see cref="Skip"/> then finds.</summary>
        public readonly bool Peek(int offset)
        {
            var position = _position + offset;
            return !Failed && position < _text.Length * 6 && Value(_text[position / 6]) is var value and >= 0 && (value >> (5 - position % 6) & 1) == 1;
        }

        private long Long(int width)
        {
            if (Failed || width > _text.Length * 6 - _position)
            {
                Fail();
                return 0;
            }
            var number = 0L;
            for (var i = 0; i < width; i++, _position++)
            {
                var value = Value(_text[_position / 6]);
                if (value < 0)
                {
                    Fail();
                    return 0;
                }
                number = number << 1 | (long)(value >> (5 - _position % 6) & 1);
            }
            return number;
        }

        private static int Value(char c) => c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '-' => 62,
            '_' => 63,
            _ => -1,
        };
    }
}
