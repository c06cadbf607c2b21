using Boutique.Cart;
using Boutique.Products;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class CartController(ShoppingCart cart, ProductList products) : Controller
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

    [HttpPost("/cart/order")]
    public IActionResult Order()
    {
        cart.Clear();
        return RedirectToAction(nameof(Thanks));
    }

    [HttpGet("/cart/thanks")]
    public IActionResult Thanks() => View();
}
