using BlazorSite.Components;

// A site in every render mode, for the browser tests of ConsentGate.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddInteractiveWebAssemblyComponents();
builder.Services.AddConsent();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapConsent();
app.MapRazorComponents<App>()
    .AddInteractiveServerRenderMode()
    .AddInteractiveWebAssemblyRenderMode()
    .AddAdditionalAssemblies(typeof(BlazorSite.Client.Probe).Assembly);
app.Run();
