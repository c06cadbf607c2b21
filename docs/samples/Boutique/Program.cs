using Boutique.Cart;
using Boutique.Consent;
using Boutique.Products;
using Boutique.Tracking;
using ConsentAnalyzers.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddRazorPages();
builder.Services.AddHttpContextAccessor();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ProductList>();
builder.Services.AddSingleton<AudienceMeasurement>();
builder.Services.AddHttpClient();
builder.Services.AddHttpClient<OrderReports>();
builder.Services.AddScoped(provider => provider.GetRequiredService<IHttpClientFactory>().CreateClient());
if (!builder.Configuration.GetValue<bool>("AllowThirdParties")) builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new NobodyElse()));
builder.Services.AddScoped<VisitorPreferences>();
builder.Services.AddScoped<ShoppingCart>();
builder.Services.Configure<RequestLocalizationOptions>(options => options.SetDefaultCulture("en-IE").AddSupportedCultures("en-IE", "fr-FR").AddSupportedUICultures("en-IE", "fr-FR"));

// Five purposes, each with its own answer. The proofs go to App_Data/consent-proofs.db; a withdrawal deletes the cookies that are declared here.
builder.Services.AddConsent(options =>
{
    options.BannerVersion = "2026-11";
    options.PolicyVersion = "2026-10";
    options.HonourGlobalPrivacyControl = true;
    options.Cookies.Add(ConsentPurpose.Analytics, "_ga", "_ga_*");
    options.Cookies.Add(ConsentPurpose.Advertising, "_fbp", "_fbc", "_gcl_au", "_gcl_aw", "_uetmsclkid");
    options.Cookies.Add(ConsentPurpose.Personalisation, "recently_viewed", "last_product", "gift_list", "last_gift_list");
});

// A policy for SameSite and Secure only. It never asks for consent, so it holds no cookie back: every write must ask for itself.
builder.Services.Configure<CookiePolicyOptions>(options =>
{
    options.MinimumSameSitePolicy = SameSiteMode.Lax;
    options.Secure = CookieSecurePolicy.SameAsRequest;

    // From when the policy asked for consent, and the basket was always empty.
    // WRONG all-cookies-out: CNS3004
    options.OnAppendCookie = context => context.IssueCookie = true;
});

var app = builder.Build();

// What is wrong in this shop is wrong on purpose. Unless told otherwise, the browser keeps it from reaching anyone.
if (!app.Configuration.GetValue<bool>("AllowThirdParties"))
{
    app.Use((context, next) =>
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self' 'unsafe-inline'";
        return next(context);
    });
}

app.UseStaticFiles();
app.UseCookiePolicy();
app.UseConsent();
app.UseRequestLocalization();
app.UseMiddleware<PrivacySignalMiddleware>();
app.UseMiddleware<CampaignMiddleware>();
app.MapControllers();
app.MapRazorPages();
app.MapConsent();

// The address in the shop's letters.
app.MapGet("/letter/{number:int}", (int number, HttpContext http, IConsent consent) =>
{
    // WRONG letter-client-id: CNS1002
    http.Response.Cookies.Append("_ga", AudienceMeasurement.NewClientId());
    AudienceMeasurement.CountReader(http);

    var measured = consent.Allows(ConsentPurpose.Analytics);
    if (measured && number > 0)
    {
        // RIGHT letter-number: a local holds the answer
        http.Response.Cookies.Append("letter", number.ToString());
    }

    return Results.Redirect("/");
});

app.Run();
