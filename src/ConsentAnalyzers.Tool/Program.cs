using System.CommandLine;
using System.Globalization;
using System.Text;
using ConsentAnalyzers.Tool;
using ConsentAnalyzers.Tool.Audit;

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
var verbose = new Option<bool>("--verbose", "-v") { Description = "Show what the build says" };

var audit = new Command("audit", "Build a site with the analyzers, list what it stores on its visitors' devices, and report what is stored without consent.")
{
    path, output, failOn, language, configuration, date, verbose,
};
audit.SetAction((parsed, cancellation) => new AuditCommand(TimeProvider.System).RunAsync(
    new AuditOptions(
        parsed.GetValue(path)!,
        parsed.GetValue(output)!,
        Enum.TryParse<Level>(parsed.GetValue(failOn), ignoreCase: true, out var level) && level != Level.None ? level : null,
        parsed.GetValue(language)!,
        parsed.GetValue(configuration)!,
        parsed.GetValue(date),
        parsed.GetValue(verbose)),
    cancellation));

var root = new RootCommand("Finds what an ASP.NET Core site stores on its visitors' devices before they have consented.") { audit };
var command = root.Parse(args);
var exitCode = await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

// 1 means findings; a command line that could not be read is an audit that could not run.
return command.Errors.Count > 0 ? ExitCode.CouldNotRun : exitCode;
