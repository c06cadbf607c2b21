using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>
/// Runs a property on the same inputs every time. What fails is made smaller and printed with its seed.
/// CONSENT_PROPERTY_SEED and CONSENT_PROPERTY_RUNS search elsewhere, and longer.
/// </summary>
internal static class PropertyRun
{
    public static void Check<T>(Gen<T> inputs, Func<T, IEnumerable<T>> smaller, int runs, Action<T> property)
    {
        var seed = Setting("CONSENT_PROPERTY_SEED", 20261122);
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(runs * Setting("CONSENT_PROPERTY_RUNS", 1))
            .WithStartSize(4).WithEndSize(24)
            // The second number must be odd.
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed, (2 * (ulong)seed) + 1), FSharpOption<int>.None)));
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(Arb.From(inputs, smaller), property));
        }
        catch (Exception failure)
        {
            throw new Xunit.Sdk.XunitException($"CONSENT_PROPERTY_SEED={seed}: {failure.Message}");
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
