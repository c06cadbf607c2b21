using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

/// <summary>Counts how often a body ran.</summary>
public sealed class Counter
{
    public int Runs { get; private set; }

    public int Next() => ++Runs;
}

[IgnoreAntiforgeryToken]
public sealed class VisitsModel(Counter counter) : PageModel
{
    [RequiresConsent(ConsentPurpose.Analytics)]
    public void OnPost() => counter.Next();

    [RequiresConsent(ConsentPurpose.Advertising, RefusedStatusCode = StatusCodes.Status403Forbidden)]
    public void OnPostAdvert() => counter.Next();

    public void OnPostPlain() => counter.Next();
}

[RequiresConsent(ConsentPurpose.Analytics)]
public sealed class HeldModel(Counter counter) : PageModel
{
    public void OnGet() => counter.Next();
}

[Route("gates")]
public sealed class GatesController(Counter counter) : Controller
{
    [HttpGet("view")]
    public IActionResult Index() => View(counter);

    [HttpGet("nothing")]
    public IActionResult Nothing() => View();

    [HttpGet("action"), RequiresConsent(ConsentPurpose.Analytics)]
    public string Action() => $"ran {counter.Next()}";

    [HttpGet("named"), RequiresConsent("Recommendations")]
    public string Named() => $"ran {counter.Next()}";

    [HttpGet("several"), RequiresConsent(ConsentPurpose.Analytics), RequiresConsent(ConsentPurpose.Advertising)]
    public string Several() => $"ran {counter.Next()}";

    [HttpGet("none"), RequiresConsent(ConsentPurpose.None)]
    public string None() => $"ran {counter.Next()}";
}
