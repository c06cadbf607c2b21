using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Reporting;

internal sealed partial class Texts
{
    private static readonly LegalBasis ContractInFrench = new("Non requis", "Exécution du contrat");
    private static readonly LegalBasis ConsentInFrench = new("Requis", "Consentement");

    public static Texts French { get; } = new()
    {
        Language = "fr",
        Auditing = "audit de",
        Restoring = "Restauration des paquets",
        Compiling = "Compilation de",
        Reading = "Lecture des constats",
        CouldNotRun = "L’audit n’a pas pu avoir lieu.",
        WrittenIn = "Écrit en {0:0.0} s :",
        Evidence = "Des preuves de ce que fait le code source, jamais un certificat : le rapport liste ce que l’analyse statique ne voit pas.",
        Incomplete = "La compilation s’est arrêtée à un constat que le site traite en erreur : ce qui dépend de ce projet n’a pas été examiné.",
        NotAspNetCore = "{0} n’est pas un projet ASP.NET Core : il n’y a rien à auditer.",

        Title = "Audit du consentement",
        Audited = "Audité",
        Projects = "Projets",
        Date = "Date",
        Tool = "Réalisé avec",
        Findings = "Constats",
        NoFinding = "Aucune règle n’a rien à signaler sur ce qui a été examiné. C’est une preuve sur le code source, pas une affirmation sur le site.",
        SuppressedTitle = "Écartés dans le code",
        SuppressedIntroduction = "Constats que le code source fait taire lui-même. Ils ne sont pas comptés ci-dessus.",
        NoJustification = "sans motif",
        Justification = "Motif",
        Contents = "Sommaire",
        Rule = "Règle",
        Finding = "Constat",
        AlsoSee = "Voir aussi",

        Inventory = "Tout ce qui a été trouvé",
        InventoryIntroduction = "Chaque cookie, clé de stockage et traceur trouvé dans le code source, permis ou non, avec la base légale qu’appelle sa finalité.",
        InventoryEmpty = "Aucun cookie ni traceur n’a été trouvé dans le code source.",
        NeedsConsentTitle = "Soumis au consentement",
        ExemptTitle = "Exemptés de consentement",
        UnknownTitle = "Finalité inconnue",
        Kind = "Type",
        Name = "Nom",
        Provider = "Fournisseur",
        Purpose = "Finalité",
        Lifetime = "Durée",
        LegalBasisTitle = "Base légale",
        Consent = "Consentement",
        Status = "Dans le code",
        Where = "Où",
        Unknown = "inconnu",
        UnknownPurpose = "inconnue",
        Colon = "\u00A0: ",
        FirstParty = "ce site",
        None = "–",

        CannotSeeTitle = "Ce que l’analyse statique ne voit pas",
        CannotSeeIntroduction = "L’audit lit le code source. Ceci se passe ailleurs et demande d’examiner le site en marche ou les réglages d’un prestataire :",
        CannotSee =
        [
            ("Ce que charge un conteneur de balises", "Google Tag Manager et ses semblables vont chercher leurs balises dans une console hors du code source. Leur liste, et le consentement que chacune attend, se trouvent dans cette console."),
            ("Ce que contient un CMS ou une base de données", "Les textes, widgets et vidéos que les rédacteurs collent dans les pages sont des données, pas du code."),
            ("Ce que fait un traceur une fois lancé", "Un script ou un cadre qui a pu se charger peut déposer d’autres cookies que celui qu’on lui connaît."),
            ("Le réglage du serveur de mesure d’audience", "Le masquage des adresses IP, la durée de conservation et les recoupements sont des réglages du serveur ; une mesure d’audience exemptée en dépend."),
            ("La configuration de la plateforme de consentement", "Les finalités cochées au départ et la simplicité du refus se règlent parfois dans la console du fournisseur."),
            ("L’infrastructure", "Répartiteurs de charge, réseaux de diffusion et mandataires inverses peuvent ajouter des cookies à chaque réponse."),
        ],
        EvidenceTitle = "Des preuves, jamais un certificat",
        EvidenceText = "Ce rapport montre ce que le code source dépose sur le terminal d’un visiteur et ce qui le retient. Il aide juriste et développeur à regarder les mêmes faits. Il n’affirme pas qu’un site respecte la loi ; nul ne peut l’affirmer à partir du seul code source.",

        Levels = new Dictionary<Level, (string, string)>
        {
            [Level.Error] = ("erreur", "erreurs"),
            [Level.Warning] = ("avertissement", "avertissements"),
            [Level.Note] = ("suggestion", "suggestions"),
            [Level.None] = ("information", "informations"),
        },
        Kinds = new Dictionary<string, (string, string)>
        {
            ["cookie"] = ("cookie", "cookies"),
            ["tracker"] = ("traceur", "traceurs"),
            ["storage"] = ("clé de stockage", "clés de stockage"),
            ["transfer"] = ("transfert", "transferts"),
        },
        Purposes = new Dictionary<string, string>
        {
            ["Analytics"] = "Mesure d’audience",
            ["Advertising"] = "Publicité",
            ["SocialMedia"] = "Réseaux sociaux",
            ["Personalisation"] = "Personnalisation",
            ["Functional"] = "Fonctionnalité (chat, vidéo)",
            ["Session"] = "Session",
            ["Authentication"] = "Authentification",
            ["Cart"] = "Panier",
            ["Security"] = "Sécurité",
            ["Preferences"] = "Préférences",
            ["ConsentChoice"] = "Choix cookies",
            ["LoadBalancing"] = "Répartition de charge",
            ["AudienceMeasurement"] = "Mesure d’audience exemptée",
        },
        Statuses = new Dictionary<string, string>
        {
            ["ungated"] = "non retenu",
            ["open"] = "barrière toujours ouverte",
            ["mismatched"] = "retenu pour une autre finalité",
            ["guarded"] = "retenu",
            ["exempt"] = "exempté",
            ["policy"] = "retenu par la politique de cookies",
        },
        Phrases = new Dictionary<string, string>
        {
            ["consent check in the script"] = "vérification du consentement dans le script",
            ["consent check at every place that includes the view"] = "vérification du consentement partout où la vue est incluse",
            ["the visitor's act"] = "acte du visiteur",
            ["consent check"] = "vérification du consentement",
            ["told from the text"] = "d’après le texte",
            ["well-known name"] = "nom bien connu",
            ["register"] = "registre",
            ["comment"] = "commentaire",
            ["cookie policy"] = "politique de cookies",
            ["any purpose"] = "toutes finalités",
        },
        LifetimeWords = new Dictionary<string, string>
        {
            ["unknown"] = "inconnue",
            ["no"] = "sans",
            ["end"] = "fin",
            ["unlimited"] = "illimitée",
            ["second"] = "seconde",
            ["seconds"] = "secondes",
            ["minute"] = "minute",
            ["minutes"] = "minutes",
            ["hour"] = "heure",
            ["hours"] = "heures",
            ["day"] = "jour",
            ["days"] = "jours",
            ["month"] = "mois",
            ["months"] = "mois",
            ["year"] = "an",
            ["years"] = "ans",
        },
        LegalBases = new Dictionary<string, LegalBasis>
        {
            ["Session"] = ContractInFrench,
            ["Authentication"] = ContractInFrench,
            ["Cart"] = ContractInFrench,
            ["Preferences"] = ContractInFrench,
            ["Security"] = new("Non requis", "Obligation légale ou intérêt légitime"),
            ["ConsentChoice"] = new("Non requis", "Obligation légale (preuve du consentement)"),
            ["LoadBalancing"] = new("Non requis", "Transmission de la communication"),
            ["AudienceMeasurement"] = new("Non requis, sous conditions", "Intérêt légitime"),
            ["Analytics"] = ConsentInFrench,
            ["Advertising"] = new("Toujours requis", "Consentement"),
            ["SocialMedia"] = ConsentInFrench,
            ["Personalisation"] = ConsentInFrench,
            ["Functional"] = ConsentInFrench,
        },
        UnknownLegalBasis = new("Requis, sauf motif d’exemption déclaré", "À déterminer"),

        FindingCount = ("constat", "constats"),
        FileCount = ("fichier", "fichiers"),
        In = "dans",
        Found = "trouvés",
        DateFormat = "d MMMM yyyy",
    };
}
