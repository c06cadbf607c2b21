namespace Workshop.Consent;

/// <summary>Remembers which potters' market sent a visitor.</summary>
public sealed class CameFrom
{
    public void Remember(HttpContext context)
    {
        if (context.Request.Query["market"] is [{ Length: > 0 } market]) context.Response.Cookies.Append("market", market);
    }
}
