using System.Globalization;
using ConsentAnalyzers.AspNetCore;

namespace Boutique.Consent;

/// <summary>What the banner and the page of choices say, in the visitor's language.</summary>
public sealed record ChoiceTexts(
    string Language, string Title, string Text, string Refuse, string Accept, string Customise, string Save, string Page, string Hint, string Saved, string NecessaryTitle, string NecessaryText,
    IReadOnlyList<(ConsentPurpose Purpose, string Title, string Text)> Purposes)
{
    private static readonly ChoiceTexts English = new(
        "en",
        "Cookies, if you like",
        "The cart works without asking. With your consent we also count visits, show what you looked at before, play films from YouTube, show posts from Instagram and see which advertisements brought you. You can change your mind at any time, at the foot of each page.",
        "Refuse all", "Accept all", "Customise", "Save my choice",
        "Your choice",
        "Each box is a purpose. Nothing is ticked unless you ticked it, and unticking a box removes the cookies that go with it.",
        "Saved. We will ask again in six months.",
        "Cart and choice", "What the shop needs to work: the cart, your language, this choice.",
        [
            (ConsentPurpose.Analytics, "Statistics", "Google Analytics counts visits and pages."),
            (ConsentPurpose.Personalisation, "Suggestions", "The product page shows what you looked at before."),
            (ConsentPurpose.Functional, "Films", "Films from YouTube play in the page."),
            (ConsentPurpose.SocialMedia, "Social media", "Posts from Instagram are shown."),
            (ConsentPurpose.Advertising, "Advertising", "Meta and Google learn that you came from their advertisement."),
        ]);

    private static readonly ChoiceTexts French = new(
        "fr",
        "Des cookies, si vous voulez",
        "Le panier fonctionne sans rien demander. Avec votre accord, nous comptons aussi les visites, nous vous montrons ce que vous avez déjà regardé, nous affichons des films de YouTube et des publications d’Instagram, et nous voyons quelle publicité vous a amené. Vous pouvez changer d’avis à tout moment, au bas de chaque page.",
        "Tout refuser", "Tout accepter", "Personnaliser", "Enregistrer mon choix",
        "Votre choix",
        "Chaque case est une finalité. Rien n’est coché que vous n’ayez coché vous-même, et décocher une case supprime les cookies correspondants.",
        "C’est enregistré. Nous vous le redemanderons dans six mois.",
        "Panier et choix", "Ce qu’il faut pour que la boutique fonctionne : le panier, votre langue, ce choix.",
        [
            (ConsentPurpose.Analytics, "Statistiques", "Google Analytics compte les visites et les pages."),
            (ConsentPurpose.Personalisation, "Suggestions", "La page d’un produit montre ce que vous avez déjà regardé."),
            (ConsentPurpose.Functional, "Films", "Les films de YouTube se lisent dans la page."),
            (ConsentPurpose.SocialMedia, "Réseaux sociaux", "Les publications d’Instagram sont affichées."),
            (ConsentPurpose.Advertising, "Publicité", "Meta et Google apprennent que vous venez de leur publicité."),
        ]);

    public static ChoiceTexts Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? French : English;
}
