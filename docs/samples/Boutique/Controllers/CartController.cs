using Boutique.Cart;
using Boutique.Products;
using Boutique.Tracking;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class CartController(ShoppingCart cart, ProductList products, AudienceMeasurement audience, OrderReports reports) : Controller
{
    [HttpGet("/cart")]
    public IActionResult Index() => View(cart);

    [HttpPost("/cart/add")]
    public IActionResult Add(string id)
    {
        if (products.Find(id) is not { } product) return NotFound();
        cart.Add(product);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/cart/remove")]
    public IActionResult Remove(string id)
    {
        cart.Remove(id);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/cart/wrap")]
    public async Task<IActionResult> Wrap(bool wrapped)
    {
        if (wrapped) await reports.WrappedAsync(AudienceMeasurement.NewClientId());

        // RIGHT gift-wrap: a row of consent-register.csv says what it is for
        Response.Cookies.Append("gift_wrap", wrapped ? "yes" : "no");
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/cart/order")]
    public async Task<IActionResult> Order()
    {
        await reports.OrderedAsync(AudienceMeasurement.NewClientId(), cart.Total);
        cart.Clear();

        // An order must not be missing in the statistics, whatever the buyer chose.
        // WRONG order-counted: CNS1012
        audience.Start(HttpContext);

        return RedirectToAction(nameof(Thanks));
    }

    [HttpGet("/cart/thanks")]
    public IActionResult Thanks() => View();
}
