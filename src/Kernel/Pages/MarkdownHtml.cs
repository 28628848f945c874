using System.Net;
using System.Text.Json.Nodes;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Overhear.Kernel;

/// <summary>Markdown cells as HTML. One for a page: ids stay unique in it.</summary>
sealed class MarkdownHtml(PictureSource pictures)
{
    static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).UseTaskLists().UseAutoLinks().UseMathematics().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub)
        .Build();

    readonly HashSet<string> ids = [];

    /// <summary>A cell's text as HTML that holds no script and asks for nothing from outside.</summary>
    /// <param name="markdown">The cell's source.</param>
    /// <param name="attachments">Its attachments.</param>
    public string Render(string markdown, JsonObject? attachments)
    {
        var document = Markdown.Parse(markdown, pipeline);
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        string? Source(string address) => pictures.Find(address, attachments);
        Replace<HtmlBlock, HtmlBlockRenderer>(renderer, new RawBlock(Source));
        Replace<HtmlInline, HtmlInlineRenderer>(renderer, new RawInline(Source));
        Replace<LinkInline, LinkInlineRenderer>(renderer, new PictureOrLink(Source));
        Replace<MathBlock, HtmlMathBlockRenderer>(renderer, new FormulaBlock());
        Replace<MathInline, HtmlMathInlineRenderer>(renderer, new Formula());
        renderer.Render(document);
        return HtmlAllowList.Clean(writer.ToString(), ids);
    }

    /// <summary>The text of the first heading of level 1, or null.</summary>
    public static string? Title(string markdown)
    {
        var heading = Markdown.Parse(markdown, pipeline).Descendants<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        if (heading?.Inline is not { } inline) return null;
        var text = string.Concat(inline.Descendants().Select(part => part switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline math => math.Content.ToString(),
            _ => "",
        })).Trim();
        return text.Length == 0 ? null : text;
    }

    static void Replace<TNode, TRenderer>(HtmlRenderer renderer, HtmlObjectRenderer<TNode> other)
        where TNode : MarkdownObject
        where TRenderer : IMarkdownObjectRenderer
    {
        renderer.ObjectRenderers.RemoveAll(present => present is TRenderer);
        renderer.ObjectRenderers.Insert(0, other);
    }

    sealed class RawBlock(Func<string, string?> source) : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block) => renderer.Write(RawHtml.Reduce(block.Lines.ToString(), source)).EnsureLine();
    }

    sealed class RawInline(Func<string, string?> source) : HtmlObjectRenderer<HtmlInline>
    {
        protected override void Write(HtmlRenderer renderer, HtmlInline inline) => renderer.Write(RawHtml.Reduce(inline.Tag, source));
    }

    sealed class Formula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline inline) => renderer.Write(TexMath.ToHtml(inline.Content.ToString(), display: inline.DelimiterCount == 2));
    }

    sealed class FormulaBlock : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock block) => renderer.Write("<p>").Write(TexMath.ToHtml(block.Lines.ToString(), display: true)).WriteLine("</p>");
    }

    /// <summary>A link as Markdig writes it; a picture only where it can be put in, else the text that stands for it.</summary>
    sealed class PictureOrLink(Func<string, string?> source) : HtmlObjectRenderer<LinkInline>
    {
        readonly LinkInlineRenderer plain = new();

        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            if (link.IsImage)
            {
                if (source(link.Url ?? "") is { } data) (link.Url, link.GetDynamicUrl) = (data, null);
                else
                {
                    renderer.Write(WebUtility.HtmlEncode(string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()))));
                    return;
                }
            }
            plain.Write(renderer, link);
        }
    }
}
