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

    public INamedTypeSymbol? CookieManager { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authentication.Cookies.ICookieManager");

    public INamedTypeSymbol? HeaderDictionary { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.IHeaderDictionary");

    public INamedTypeSymbol? ResponseHeaders { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.Headers.ResponseHeaders");

    public INamedTypeSymbol? SetCookieHeaderValue { get; } = compilation.GetTypeByMetadataName("Microsoft.Net.Http.Headers.SetCookieHeaderValue");

    public INamedTypeSymbol? JSRuntime { get; } = compilation.GetTypeByMetadataName("Microsoft.JSInterop.IJSRuntime");

    public INamedTypeSymbol? JSObjectReference { get; } = compilation.GetTypeByMetadataName("Microsoft.JSInterop.IJSObjectReference");

    public INamedTypeSymbol? TrackingConsentFeature { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature");

    public INamedTypeSymbol? CookieAuthenticationOptions { get; } = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions");

    /// <summary>Whether cookies can be written at all.</summary>
    public bool HasCookies => ResponseCookies is not null || JSRuntime is not null;

    /// <summary>Whether a response's headers can be written.</summary>
    public bool HasHeaders => HeaderDictionary is not null;

    public bool IsResponseCookies(ITypeSymbol? type) => Is(type, ResponseCookies);

    public bool IsCookieManager(ITypeSymbol? type) => Is(type, CookieManager);

    public bool IsHeaders(ITypeSymbol? type) => Is(type, HeaderDictionary) || Is(type, ResponseHeaders);

    /// <summary>Whether a method calls JavaScript, as a member or as an extension of the runtime or of a module.</summary>
    public bool IsInterop(IMethodSymbol method, IOperation? instance)
    {
        var receiver = instance?.Type ?? (method.IsStatic && method.Parameters is [var extended, ..] ? extended.Type : method.ContainingType);
        return Is(receiver, JSRuntime) || Is(receiver, JSObjectReference);
    }

    public bool IsRequestCookies(ITypeSymbol? type) => Is(type, RequestCookies);

    public bool IsTrackingConsentFeature(ITypeSymbol? type) => Is(type, TrackingConsentFeature);

    public bool IsCookieOptions(ITypeSymbol? type) => InheritsFrom(type, CookieOptions);

    public bool IsSetCookieHeader(ITypeSymbol? type) => InheritsFrom(type, SetCookieHeaderValue);

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
