using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Keeps <see cref="RequiresConsentAttribute"/> on a page's handlers (<c>OnPost</c>), which Razor Pages knows no filters for.</summary>
internal sealed class PageHandlerConsent : IPostConfigureOptions<RazorPagesOptions>, IPageApplicationModelConvention
{
    public void PostConfigure(string? name, RazorPagesOptions options) => options.Conventions.Add(this);

    public void Apply(PageApplicationModel model)
    {
        foreach (var handler in model.HandlerMethods)
        {
            foreach (var requirement in handler.Attributes.OfType<RequiresConsentAttribute>()) model.Filters.Add(new HandlerFilter(handler, requirement));
        }
    }

    private sealed class HandlerFilter(PageHandlerModel handler, IConsentRequirement requirement) : IAsyncPageFilter, IOrderedFilter
    {
        public int Order => int.MinValue;

        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            if (context.HandlerMethod?.MethodInfo != handler.MethodInfo || requirement.IsMet(context.HttpContext)) await next();
            else context.Result = new RefusedResult(requirement);
        }
    }
}
