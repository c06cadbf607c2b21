namespace Boutique.Tracking;

/// <summary>Answers in the place of everybody else, so that this sample sends nothing to anyone unless it is told to.</summary>
public sealed class NobodyElse : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
}
