namespace Overhear;

/// <summary>A figure as a page of its own, which asks for nothing from outside.</summary>
static class FigurePage
{
    // plotly.js compiles its shaders' helpers at run time and draws through blobs.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; img-src data: blob:; base-uri 'none'; form-action 'none'";

    public static string Of(Figure figure) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{{Policy}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{HtmlText.Escape(VisibleText.OfLabel(figure.Title))}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { margin: 1.5rem auto; padding: 0 1rem; max-width: 70rem; background: #ffffff; color: #1d2330; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        @media (prefers-color-scheme: dark) { body { background: #14171d; color: #e2e6ee; } }
        </style>
        {{(FigureHtml.IsDrawn(figure) ? $"<script>{PlotlyScript.Text}</script>" : "")}}
        </head>
        <body>
        <main>
        {{figure.ToHtml()}}
        </main>
        </body>
        </html>

        """;
}
