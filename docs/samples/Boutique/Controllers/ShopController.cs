using Boutique.Consent;
using Boutique.Products;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

public sealed record ProductPage(Product Product, IReadOnlyList<Product> SeenBefore);

public sealed class ShopController(ProductList products, VisitorPreferences preferences) : Controller
{
    [HttpGet("/")]
    public IActionResult Index() => View(products.All);

    [HttpGet("/product/{id}")]
    public IActionResult Product(string id)
    {
        if (products.Find(id) is not { } product) return NotFound();

        // WRONG last-product: CNS1001
        Response.Cookies.Append("last_product", product.Id, new CookieOptions { MaxAge = TimeSpan.FromDays(30) });

        var seen = (Request.Cookies["recently_viewed"] ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Where(other => other != id).Take(3).ToList();
        if (preferences.WantsSuggestions)
        {
            // RIGHT recently-viewed: WantsSuggestions is marked [ConsentGuard]
            Response.Cookies.Append("recently_viewed", string.Join('.', seen.Prepend(id)), new CookieOptions { MaxAge = TimeSpan.FromDays(90) });
        }

        return View(new ProductPage(product, [.. seen.Select(products.Find).OfType<Product>()]));
    }
}
