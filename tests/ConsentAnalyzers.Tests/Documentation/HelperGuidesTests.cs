using System.Reflection;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>The guides of ConsentAnalyzers.AspNetCore tell all that it has. Their code is compiled by <see cref="DocumentationTests.Examples_do_what_they_say"/>.</summary>
public sealed class HelperGuidesTests
{
    private static readonly string Guides = string.Concat(Repository.MarkdownFiles.Where(file => file.Key.StartsWith("docs/guides/", StringComparison.Ordinal)).Select(file => file.Value.Text));

    private static readonly Type[] PublicTypes =
        [.. new[] { typeof(AspNetCore.ConsentOptions), typeof(ConsentPersistence) }.SelectMany(type => type.Assembly.GetExportedTypes()).Distinct()];

    [Fact]
    public void Every_block_of_code_is_checked()
    {
        var loose = from page in Example.HelperPages
                         from block in Repository.MarkdownFiles[page].Blocks
                         where block.Language is "csharp" or "razor" or "cshtml" && !Example.IsChecked(block) && !Example.IsShared(block)
                         select $"{page}:{block.Line} is neither right nor wrong nor a file= for all";
        Assert.Empty(loose);
    }

    [Fact]
    public void Every_option_is_in_a_guide()
    {
        var options = from type in PublicTypes
                      where type.Name.EndsWith("Options", StringComparison.Ordinal) || type == typeof(ConsentCookies)
                      from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                      where !Mentions(property.Name)
                      select $"{type.Name}.{property.Name}";
        Assert.Empty(options);
        Assert.True(Mentions(nameof(AspNetCore.ConsentOptions.HonourGlobalPrivacyControl)));
        Assert.False(Mentions("HonourNothing"));
    }

    [Fact]
    public void Every_method_on_the_frameworks_types_is_in_a_guide()
    {
        var methods = from type in PublicTypes
                      from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                      where method.IsDefined(typeof(ExtensionAttribute)) && !Mentions(method.Name)
                      select $"{type.Name}.{method.Name}";
        Assert.Empty(methods.Distinct());
    }

    [Fact]
    public void Every_type_that_code_names_is_in_a_guide()
    {
        // Containers of extension methods, and what the members of the named types return, need no name of their own.
        var types = from type in PublicTypes
                    where !(type.IsAbstract && type.IsSealed && type.GetMethods().Any(method => method.IsDefined(typeof(ExtensionAttribute)))) && !NeedNoName.Contains(type.Name)
                    let name = type.IsAssignableTo(typeof(Attribute)) ? type.Name[..^nameof(Attribute).Length] : type.Name
                    where !Mentions(name)
                    select name;
        Assert.Empty(types);
    }

    private static readonly string[] NeedNoName =
    [
        nameof(ConsentBuilder), nameof(ConsentCookies), nameof(ConsentElement), nameof(ConsentTagHelper), nameof(ConsentFallbackTagHelper), nameof(IConsentRequirement),
        nameof(ConsentPurposeNames), nameof(ConsentProofRecord), nameof(ConsentProofVerdict), nameof(CmpOptions), nameof(DidomiOptions), nameof(TcfOptions), nameof(AxeptioOptions), nameof(CookieConsentOptions), nameof(ConsentProofOptions),
    ];

    [Fact]
    public async Task Every_endpoint_is_in_a_guide()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddConsent();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        await using var app = builder.Build();
        app.MapConsent();

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"`{method} /{endpoint.RoutePattern.RawText!.Trim('/')}`"))
            .ToList();

        Assert.Equal(["`GET /consent`", "`POST /consent`", "`DELETE /consent`"], endpoints);
        Assert.All(endpoints, endpoint => Assert.Contains(endpoint[..^1], Guides, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guides_lead_to_each_other()
    {
        var readme = Repository.MarkdownFiles["README.md"];
        Assert.Empty(Example.HelperPages.Where(page => page.StartsWith("docs/guides/", StringComparison.Ordinal) && readme.Links.TrueForAll(link => link.Target.Split('#')[0] != page)));
    }

    private static bool Mentions(string name) => System.Text.RegularExpressions.Regex.IsMatch(Guides, $@"\b{name}\b");
}
