using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Workshop.Consent;

namespace Workshop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class ConsentController(ProofBook proofs) : Controller
{
    // The framework's cookie knows no "no", so a refusal has one of the workshop's own.
    private const string Refusal = "consent_refused";

    private ITrackingConsentFeature? Feature => HttpContext.Features.Get<ITrackingConsentFeature>();

    // The letters link to it: whoever follows the link "agreed when they subscribed".
    [HttpGet]
    public IActionResult Welcome()
    {
        // WRONG granted-by-link: CNS3006
        Feature?.GrantConsent();
        proofs.Record(HttpContext.TraceIdentifier, "yes, by the letter");
        return RedirectToAction("Index", "Home");
    }

    [HttpPost]
    public IActionResult Accept()
    {
        // RIGHT granted-by-form: the visitor sent a form, and the book keeps the proof
        Feature?.GrantConsent();
        Response.Cookies.Delete(Refusal);
        proofs.Record(HttpContext.TraceIdentifier, "yes");
        return RedirectToAction("Index", "Home");
    }

    [HttpPost]
    public IActionResult AcceptForFilms()
    {
        // WRONG films-unproved: CNS3009
        Feature?.GrantConsent();
        return RedirectToAction("Films", "Home");
    }

    [HttpPost]
    public IActionResult Refuse()
    {
        // RIGHT refusal-kept: the "no" is kept as long as a "yes"
        Response.Cookies.Append(Refusal, "true", new CookieOptions { MaxAge = TimeSpan.FromDays(180), IsEssential = true, HttpOnly = true });
        return RedirectToAction("Index", "Home");
    }

    // RIGHT way-back: a consent can be taken back
    [HttpPost]
    public IActionResult Withdraw()
    {
        // WRONG kiln-stays: CNS3008
        Feature?.WithdrawConsent();

        // RIGHT market-deleted: a cookie that the register knows, and that goes with the consent
        Response.Cookies.Delete("market");
        return RedirectToAction("Privacy", "Home");
    }
}
