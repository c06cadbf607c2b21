using Courses;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorPages();
builder.Services.AddSingleton<ProofBook>();
builder.Services.Configure<CookiePolicyOptions>(options =>
{
    // The bookings were lost when it asked.
    // WRONG never-asked: CNS3001
    options.CheckConsentNeeded = context => false;
    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);
});

var app = builder.Build();

// RIGHT policy-kept: without options of its own it takes those that are configured
app.UseCookiePolicy();
app.MapRazorPages();
app.Run();
