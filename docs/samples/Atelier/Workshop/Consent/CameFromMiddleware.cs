namespace Workshop.Consent;

public sealed class CameFromMiddleware(RequestDelegate next, CameFrom cameFrom)
{
    public Task InvokeAsync(HttpContext context)
    {
        cameFrom.Remember(context);
        return next(context);
    }
}
