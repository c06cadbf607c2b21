using Boutique.Consent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Boutique.Pages;

public sealed class ChoicesModel(ConsentService consent) : PageModel
{
    public static readonly (ConsentPurpose Purpose, string Title, string Text)[] Purposes =
    [
        (ConsentPurpose.Analytics, "Statistics", "Google Analytics counts visits and pages."),
        (ConsentPurpose.Personalisation, "Suggestions", "The product page shows what you looked at before."),
        (ConsentPurpose.Functional, "Films", "Films from YouTube play in the page."),
        (ConsentPurpose.SocialMedia, "Social media", "Posts from Instagram are shown."),
        (ConsentPurpose.Advertising, "Advertising", "Meta and Google learn that you came from their advertisement."),
    ];

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public IActionResult OnPost(ConsentPurpose[] purposes)
    {
        consent.Answer(purposes);
        return RedirectToPage(new { Saved = true });
    }
}
