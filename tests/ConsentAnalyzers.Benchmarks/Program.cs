using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConsentAnalyzers.Benchmarks;

if (args.Contains("--short"))
{
    Type[] all =
    [
        typeof(CookieRules), typeof(MarkupRules), typeof(MechanismRules), typeof(NothingToDo),
        typeof(OneLongMethod), typeof(ManySmallMethods), typeof(ManyPrivateMethods), typeof(ManyEndpoints), typeof(ManyCookiesInOneMethod),
        typeof(OneLargeView), typeof(OneLargePage), typeof(UnclosedParagraphs), typeof(NestedBanners),
    ];
    // Names behind it choose some: --short MechanismRules.
    Console.WriteLine(ShortRun.Measure([.. all.Where(type => args.Length == 1 || args.Contains(type.Name))]));
    return;
}

if (args.Contains("--helper"))
{
    BenchmarkRunner.Run<HelperGates>(DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
    return;
}

// A compilation is set up before each run, so that every run counts for itself. In process: what is compared is measured in one process.
var job = Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(3).WithIterationCount(20).WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args, DefaultConfig.Instance.AddJob(job));
