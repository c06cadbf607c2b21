using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Boutique.Pages;

public sealed class ChoicesModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }
}
