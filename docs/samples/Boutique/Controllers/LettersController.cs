using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

public sealed record Subscription(string Name, string Email);

public sealed record RepairRequest(string Name, string Email, string Piece);

/// <summary>What visitors write to the shop, and where it goes.</summary>
[AutoValidateAntiforgeryToken]
public sealed class LettersController(HttpClient http, ILogger<LettersController> logger) : Controller
{
    [HttpPost("/letters/subscribe")]
    public async Task<IActionResult> Subscribe(Subscription subscription)
    {
        // A webhook that the agency has set up; nobody remembers what it does.
        // WRONG subscription: CNS4003
        await http.PostAsJsonAsync("https://hooks.zapier.com/hooks/catch/0000000/abcdefg", subscription);

        // WRONG subscriber-address: CNS4002
        logger.LogInformation("A subscription from {Address}", HttpContext.Connection.RemoteIpAddress);
        return RedirectToPage("/Story");
    }

    [HttpPost("/letters/repair")]
    [DataTransfer("Atelier Marek", "Your name, your address and what is broken, so that the workshop can answer you")]
    public async Task<IActionResult> Repair(RepairRequest request)
    {
        // RIGHT repair: [DataTransfer] says who receives it, and what for
        await http.PostAsJsonAsync("https://repairs.atelier-marek.example/requests", request);

        // RIGHT repair-address: masked, the log tells the town and not the visitor
        logger.LogInformation("A repair asked for from {Address}", IpAddressMask.Mask(HttpContext.Connection.RemoteIpAddress));
        return RedirectToPage("/Story");
    }
}
