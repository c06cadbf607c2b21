using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>
/// The benchmarks in a few minutes, as ratios in Markdown. Unlike BenchmarkDotNet it runs what is compared in turns, and counts processor time and the
/// fastest turn: a machine that has other work to do then slows down both sides, or neither.
/// </summary>
internal static class ShortRun
{
    private const int Turns = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static string Measure(params Type[] benchmarks)
    {
        var rules = new StringBuilder("| Input | What runs | Ratio |\n|---|---|---:|\n");
        var growth = new StringBuilder("| Input, small and large | Baseline, large to small | Rule alone, large to small | Rule alone to baseline, small | large |\n|---|---:|---:|---:|---:|\n");
        foreach (var type in benchmarks)
        {
            Console.Error.WriteLine($"{type.Name} …");
            var parameter = type.GetProperties().SingleOrDefault(p => p.IsDefined(typeof(ParamsAttribute)));
            var values = parameter?.GetCustomAttribute<ParamsAttribute>()!.Values ?? [null];
            var inputs = values.Select(value => (Name: value is int size ? size.ToString("N0", CultureInfo.InvariantCulture) : $"{value}", Times: Measure(type, parameter, value))).ToList();
            if (type.IsSubclassOf(typeof(Growth)))
            {
                var (small, large) = (inputs[0].Times, inputs[1].Times);
                growth.AppendLine(CultureInfo.InvariantCulture, $"| {type.Name}, {inputs[0].Name} and {inputs[1].Name} | {large[0].Time / small[0].Time:0.0} | {Own(large) / Own(small):0.0} | {Own(small) / small[0].Time:0.00} | {Own(large) / large[0].Time:0.00} |");
                continue;
            }
            foreach (var (name, times) in inputs)
            {
                foreach (var (what, time) in times) rules.AppendLine(CultureInfo.InvariantCulture, $"| {type.Name}{(name.Length > 0 ? ", " + name : "")} | {what} | {time / times[0].Time:0.00} |");
            }
        }
        return $"{rules}\n{growth}";

        static double Own(List<(string What, double Time)> times) => times[1].Time - times[0].Time;
    }

    /// <summary>The baseline comes first.</summary>
    private static List<(string What, double Time)> Measure(Type type, PropertyInfo? parameter, object? value)
    {
        var instance = Activator.CreateInstance(type)!;
        parameter?.SetValue(instance, value);
        Marked<GlobalSetupAttribute>(type).Single().Invoke(instance, []);
        var refresh = Marked<IterationSetupAttribute>(type).Single();
        var methods = Marked<BenchmarkAttribute>(type).OrderByDescending(m => m.GetCustomAttribute<BenchmarkAttribute>()!.Baseline).ToList();
        var fastest = methods.ToDictionary(m => m, _ => TimeSpan.MaxValue);
        var clock = Stopwatch.StartNew();
        // The first turn warms up.
        for (var turn = 0; turn <= Turns && (turn < 3 || clock.Elapsed < Patience); turn++)
        {
            foreach (var method in methods)
            {
                refresh.Invoke(instance, []);
                GC.Collect();
                var before = Environment.CpuUsage.TotalTime;
                method.Invoke(instance, []);
                var time = Environment.CpuUsage.TotalTime - before;
                if (turn > 0 && time < fastest[method]) fastest[method] = time;
            }
        }
        return [.. methods.Select(m => (m.GetCustomAttribute<BenchmarkAttribute>()!.Description!, fastest[m].TotalMilliseconds))];
    }

    private static IEnumerable<MethodInfo> Marked<T>(Type type) where T : Attribute => type.GetMethods().Where(m => m.IsDefined(typeof(T)));
}
