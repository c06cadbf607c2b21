using Boutique.Products;

namespace Boutique.Cart;

public sealed record CartLine(Product Product, int Quantity)
{
    public decimal Total => Product.Price * Quantity;
}

/// <summary>The cart, kept in the visitor's own browser: <c>lamp.1-bowl.2</c>.</summary>
public sealed class ShoppingCart(IHttpContextAccessor accessor, ProductList products)
{
    private const string CookieName = "cart";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to read the cart from.");

    public IReadOnlyList<CartLine> Lines =>
    [
        .. (Http.Request.Cookies[CookieName] ?? "").Split('-')
            .Select(line => line.Split('.'))
            .Where(parts => parts.Length == 2 && products.Find(parts[0]) is not null && int.TryParse(parts[1], out var quantity) && quantity is > 0 and < 100)
            .Select(parts => new CartLine(products.Find(parts[0])!, int.Parse(parts[1]))),
    ];

    public int Count => Lines.Sum(line => line.Quantity);

    public decimal Total => Lines.Sum(line => line.Total);

    public void Add(Product product) => Save([.. Lines.Where(line => line.Product != product), new CartLine(product, (Lines.FirstOrDefault(line => line.Product == product)?.Quantity ?? 0) + 1)]);

    public void Remove(string productId) => Save([.. Lines.Where(line => line.Product.Id != productId)]);

    public void Clear() => Http.Response.Cookies.Delete(CookieName);

    private void Save(IReadOnlyCollection<CartLine> lines)
    {
        // RIGHT cart: a cart is exempt by its name, and the register has it too
        Http.Response.Cookies.Append(CookieName, string.Join('-', lines.Select(line => $"{line.Product.Id}.{line.Quantity}")), new CookieOptions
        {
            Expires = DateTimeOffset.UtcNow.AddDays(30),
            HttpOnly = true,
            IsEssential = true,
        });
    }
}
