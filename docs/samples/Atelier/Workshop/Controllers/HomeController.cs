using Microsoft.AspNetCore.Mvc;

namespace Workshop.Controllers;

public sealed class HomeController : Controller
{
    public IActionResult Index() => View();

    public IActionResult Letter() => View();

    public IActionResult Films() => View();

    public IActionResult Privacy() => View();
}
