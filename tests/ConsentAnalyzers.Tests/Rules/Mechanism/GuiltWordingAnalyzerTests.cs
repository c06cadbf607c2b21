using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class GuiltWordingAnalyzerTests
{
    private const string On = "dotnet_diagnostic.CNS3014.severity = warning";

    [Theory]
    [InlineData("{|CNS3014:<button>|}Continuer sans accepter</button>")]
    [InlineData("{|CNS3014:<a href=\"/no\">|}Continue without accepting</a>")]
    [InlineData("{|CNS3014:<button>|}No, I prefer irrelevant ads</button>")]
    [InlineData("{|CNS3014:<button>|}Non, je ne veux pas soutenir ce site</button>")]
    public Task Guilt(string refuse) => new AnalyzerTest<GuiltWordingAnalyzer> { Config = On, AdditionalFiles = { ("index.html", "<div class=\"cookie-bar\"><p>Cookies</p><button>Accepter</button>" + refuse + "</div>") } }.RunAsync();

    [Theory]
    [InlineData("<button>Tout refuser</button>")]
    [InlineData("<button>Refuse all</button>")]
    [InlineData("<button>No thanks</button>")]
    [InlineData("<!-- consent-exempt CNS3014: the wording of the CNIL's own example --><button>Continuer sans accepter</button>")]
    public Task Plain_words(string refuse) => new AnalyzerTest<GuiltWordingAnalyzer> { Config = On, AdditionalFiles = { ("index.html", "<div class=\"cookie-bar\"><p>Cookies</p><button>Accepter</button>" + refuse + "</div><button>Continuer sans accepter</button>") } }.RunAsync();

    [Fact]
    public Task Off_by_default() => new AnalyzerTest<GuiltWordingAnalyzer> { AdditionalFiles = { ("index.html", "<div class=\"cookie-bar\"><p>Cookies</p><button>Accepter</button><button>Continuer sans accepter</button></div>") } }.RunAsync();
}
