using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Courses.Pages;

public sealed class ChoiceModel(ProofBook proofs) : PageModel
{
    public IActionResult OnPostAccept()
    {
        // RIGHT courses-proved: the book keeps the proof
        proofs.Record(HttpContext.TraceIdentifier, "yes");
        // WRONG no-way-back: CNS3007
        Response.Cookies.Append("cookie_consent", "yes", new CookieOptions { MaxAge = TimeSpan.FromDays(180), IsEssential = true });
        return RedirectToPage("Index");
    }

    // WRONG refusal-forgotten: CNS3016
    public IActionResult OnPostRefuse() => RedirectToPage("Index");
}
