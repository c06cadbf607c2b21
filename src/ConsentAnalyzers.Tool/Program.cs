using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Tool;
using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

Console.OutputEncoding = Encoding.UTF8;

var path = new Argument<string>("path") { Description = "A folder, a .csproj, a .sln or a .slnx", DefaultValueFactory = _ => "." };
var output = new Option<string>("--output", "-o") { Description = "The folder of the SARIF log and the report", DefaultValueFactory = _ => "." };
var failOn = new Option<string>("--fail-on") { Description = "The least severity that gives exit code 1", DefaultValueFactory = _ => "warning" }.AcceptOnlyFromAmong("none", "note", "warning", "error");
var language = new Option<string>("--lang") { Description = "The language of the findings and the report", DefaultValueFactory = _ => "en" }.AcceptOnlyFromAmong("en", "fr");
var configuration = new Option<string>("--configuration", "-c") { Description = "The build configuration", DefaultValueFactory = _ => "Debug" };
var date = new Option<DateOnly?>("--date")
{
    Description = "The date the report bears, as YYYY-MM-DD (default: today)",
    CustomParser = result =>
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"'{result.Tokens[0].Value}' is no date: write it as YYYY-MM-DD.");
        return null;
    },
};
var baseline = new Option<string?>("--baseline") { Description = "The file of the findings that are known and fail nothing (default: consent-baseline.json in the audited folder, if it is there)" };
var writeBaseline = new Option<bool>("--write-baseline") { Description = "Write every finding there is today into that file" };
var verbose = new Option<bool>("--verbose", "-v") { Description = "Show what the build says" };

var audit = new Command("audit", "Build a site with the analyzers, list what it stores on its visitors' devices, and report what is stored without consent.")
{
    path, output, failOn, baseline, writeBaseline, language, configuration, date, verbose,
};
audit.SetAction((parsed, cancellation) => new AuditCommand(TimeProvider.System).RunAsync(
    new AuditOptions(
        parsed.GetValue(path)!,
        parsed.GetValue(output)!,
        Enum.TryParse<Level>(parsed.GetValue(failOn), ignoreCase: true, out var level) && level != Level.None ? level : null,
        parsed.GetValue(language)!,
        parsed.GetValue(configuration)!,
        parsed.GetValue(date),
        parsed.GetValue(verbose),
        parsed.GetValue(baseline),
        parsed.GetValue(writeBaseline)),
    cancellation));

var dryRun = new Option<bool>("--dry-run") { Description = "Show the changes as a diff, and change nothing" };
var rules = new Option<string[]>("--rule") { Description = "Fix only this rule (may be given several times)", AllowMultipleArgumentsPerToken = true };
var purposes = new Option<string[]>("--purpose") { Description = "What a cookie or vendor is for: came_from=Analytics (may be given several times)" };
var exemptions = new Option<string[]>("--exempt") { Description = "Why a cookie or vendor needs no consent: came_from=Preferences (may be given several times)" };
var force = new Option<bool>("--force") { Description = "Fix although there are uncommitted changes" };
rules.Validators.Add(result =>
{
    foreach (var wrong in result.Tokens.Where(token => !Regex.IsMatch(token.Value, @"^CNS\d{4}$", RegexOptions.IgnoreCase)))
        result.AddError($"'{wrong.Value}' is no rule: write it as CNS1004.");
});

var fix = new Command("fix", "Build a site with the analyzers, and mend what a machine can mend.")
{
    path, dryRun, rules, purposes, exemptions, force, language, configuration, verbose,
};
fix.SetAction((parsed, cancellation) => new FixCommand().RunAsync(
    new FixOptions(
        parsed.GetValue(path)!,
        parsed.GetValue(dryRun),
        parsed.GetValue(rules) ?? [],
        parsed.GetValue(purposes) ?? [],
        parsed.GetValue(exemptions) ?? [],
        parsed.GetValue(force),
        parsed.GetValue(language)!,
        parsed.GetValue(configuration)!,
        parsed.GetValue(verbose)),
    cancellation));

var root = new RootCommand("Finds what an ASP.NET Core site stores on its visitors' devices before they have consented, and mends what can be mended.") { audit, fix };
var command = root.Parse(args);
var exitCode = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

// 1 means findings; a command line that could not be read is an audit that could not run.
return command.Errors.Count > 0 ? ExitCode.CouldNotRun : exitCode;
