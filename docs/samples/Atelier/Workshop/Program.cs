using Workshop.Consent;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddSingleton<ProofBook>();
builder.Services.AddSingleton<CameFrom>();

// One yes or no, as the framework has it.
builder.Services.Configure<CookiePolicyOptions>(options =>
{
    // RIGHT policy-asks: the framework holds back what is not essential
    options.CheckConsentNeeded = _ => true;
    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);
});

var app = builder.Build();
app.UseStaticFiles();
app.UseMiddleware<CameFromMiddleware>();

// WRONG policy-late: CNS3003
app.UseCookiePolicy();

// RIGHT behind-the-policy: it stands behind the policy, which takes its cookie back until there is a consent
app.UseMiddleware<LastKilnMiddleware>();
app.MapDefaultControllerRoute();
app.Run();
