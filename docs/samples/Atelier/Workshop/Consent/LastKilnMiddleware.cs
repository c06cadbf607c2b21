namespace Workshop.Consent;

public sealed class LastKilnMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query["kiln"] is [{ Length: > 0 } kiln]) context.Response.Cookies.Append("last_kiln", kiln);
        return next(context);
    }
}
