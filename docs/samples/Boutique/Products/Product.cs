namespace Boutique.Products;

public sealed record Product(string Id, string Name, string Maker, decimal Price, string Summary, string Description, string Details);

public sealed class ProductList
{
    public IReadOnlyList<Product> All { get; } =
    [
        new("lamp", "Pendant lamp", "Atelier Marek, Nantes", 129m, "Spun steel, warm light.", "A shade spun by hand from a single sheet of steel, then lacquered inside and out. It hangs well alone over a table, better in threes.", "Steel, linen cord 2 m, E27, 36 cm wide"),
        new("bowl", "Stoneware bowl", "Ana Ribeiro, Porto", 34m, "Glazed blue, fired twice.", "Thrown on the wheel and fired twice, so that the glaze pools at the foot and no two are alike. Good for soup and for fruit.", "Stoneware, 18 cm, dishwasher safe"),
        new("stool", "Oak stool", "Holt & Daughters, Cork", 89m, "Three legs, never wobbles.", "Three legs stand on any floor. Turned from windfallen oak, joined without a screw and oiled four times.", "Oak, 45 cm high, 32 cm wide"),
        new("throw", "Wool throw", "Studio Lind, Gotland", 98m, "Woven on a hand loom.", "Undyed wool from two flocks, woven into wide stripes on a loom older than the weaver. Warm, light, and it lasts.", "Wool, 130 × 180 cm, hand wash"),
        new("candle", "Beeswax candle", "Rucher du Lac, Annecy", 16m, "Burns for sixty hours.", "Nothing but wax from the hives of the lake and a cotton wick. It smells of honey, faintly, and does not smoke.", "Beeswax, 9 cm, about 60 hours"),
        new("jug", "Glass jug", "Verrerie Sol, Biot", 52m, "Blown, with a bubble or two.", "Blown from recycled glass. The bubbles are the maker's signature, the lip pours without a drop.", "Recycled glass, 1.2 l"),
    ];

    public Product? Find(string id) => All.FirstOrDefault(product => product.Id == id);
}
