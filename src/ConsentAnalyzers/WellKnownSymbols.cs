using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers;

/// <summary>The framework's types, resolved once per compilation; each is <see langword="null"/> where ASP.NET Core is not referenced.</summary>
internal sealed class WellKnownSymbols(Compilation compilation)
{
    public INamedTypeSymbol? ResponseCookies { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.IResponseCookies");

    public INamedTypeSymbol? RequestCookies { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.IRequestCookieCollection");

    public INamedTypeSymbol? CookieOptions { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.CookieOptions");

    public INamedTypeSymbol? CookieBuilder { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.CookieBuilder");

    public INamedTypeSymbol? TrackingConsentFeature { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature");

    public INamedTypeSymbol? CookieAuthenticationOptions { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions");

    /// <summary>Whether cookies can be written at all.</summary>
    public bool HasCookies => ResponseCookies is not null;

    public bool IsResponseCookies(ITypeSymbol? type) => Is(type, ResponseCookies);

    public bool IsRequestCookies(ITypeSymbol? type) => Is(type, RequestCookies);

    public bool IsTrackingConsentFeature(ITypeSymbol? type) => Is(type, TrackingConsentFeature);

    public bool IsCookieOptions(ITypeSymbol? type) => InheritsFrom(type, CookieOptions);

    public bool IsCookieBuilder(ITypeSymbol? type) => InheritsFrom(type, CookieBuilder);

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? wanted) =>
        wanted is not null && type is not null && (SymbolEqualityComparer.Default.Equals(type, wanted) || type.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default));

    private static bool InheritsFrom(ITypeSymbol? type, INamedTypeSymbol? wanted)
    {
        if (wanted is null) return false;
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, wanted)) return true;
        }
        return false;
    }
}
