var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<CookiePolicyOptions>(options =>
{
    options.CheckConsentNeeded = _ => true;
    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);
});

var app = builder.Build();

// Somebody wanted SameSite, and found this overload.
// WRONG policy-replaced: CNS3002
app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = SameSiteMode.Lax });

app.MapGet("/", () => "Photographs of pots, 1974 to 2009.");
app.Run();
