using System.Xml.Linq;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class TexMathTests
{
    static string Body(string tex) => Element(TexMath.ToHtml(tex, display: false)).Descendants("mrow").First().ToString(SaveOptions.DisableFormatting)["<mrow>".Length..^"</mrow>".Length];

    static XElement Element(string html) => XElement.Parse(html);

    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("x^2", "<msup><mi>x</mi><mn>2</mn></msup>")]
    [InlineData("x^23", "<msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>")]
    [InlineData("x_{ij}^T", "<msubsup><mi>x</mi><mrow><mi>i</mi><mi>j</mi></mrow><mi>T</mi></msubsup>")]
    [InlineData("f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>")]
    [InlineData("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>")]
    [InlineData("\\alpha \\le \\Omega", "<mi>α</mi><mo>≤</mo><mi mathvariant=\"normal\">Ω</mi>")]
    [InlineData("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>")]
    [InlineData("a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>")]
    [InlineData("\\mathbb{R}^{d}", "<msup><mrow><mi>ℝ</mi></mrow><mrow><mi>d</mi></mrow></msup>")]
    [InlineData("\\mathbf{Wx}", "<mrow><mi>𝐖</mi><mi>𝐱</mi></mrow>")]
    [InlineData("\\boldsymbol\\theta", "<mi>𝜽</mi>")]
    [InlineData("\\mathcal{L}", "<mrow><mi>ℒ</mi></mrow>")]
    [InlineData("\\mathrm{head}", "<mi>head</mi>")]
    [InlineData("\\text{if } x", "<mtext>if\u00a0</mtext><mi>x</mi>")]
    [InlineData("\\hat y", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>")]
    [InlineData("\\log(x)", "<mo movablelimits=\"false\" lspace=\"0\" rspace=\"0\">log</mo><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>")]
    [InlineData("\\left(x\\right.", "<mrow><mo fence=\"true\" stretchy=\"true\">(</mo><mi>x</mi></mrow>")]
    [InlineData("3.14 % pi", "<mn>3.14</mn>")]
    [InlineData("", "")]
    public void A_formula_becomes_what_it_means(string tex, string expected) => Assert.Equal(expected, Body(tex));

    [Fact]
    public void Limits_stand_below_and_above_large_operators_and_named_functions()
    {
        Assert.StartsWith("<munderover><mo movablelimits=\"true\" largeop=\"true\">∑</mo>", Body("\\sum_{i=1}^n i"));
        Assert.StartsWith("<munder><mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">argmax</mo>", Body("\\operatorname*{argmax}_i x"));
        Assert.StartsWith("<msubsup><mo largeop=\"true\">∫</mo>", Body("\\int_0^1 x"));
        Assert.StartsWith("<munder><mo movablelimits=\"false\" largeop=\"true\">∑</mo>", Body("\\sum\\limits_i"));
    }

    [Fact]
    public void Environments_have_rows_and_columns()
    {
        Assert.Equal((2, 4), (Element(TexMath.ToHtml("\\begin{pmatrix} a & b \\\\ c & d \\\\ \\end{pmatrix}", true)).Descendants("mtr").Count(), Element(TexMath.ToHtml("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", true)).Descendants("mtd").Count()));
        Assert.Equal(2, Element(TexMath.ToHtml("f(x) = \\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}", true)).Descendants("mtr").Count());
        Assert.Equal(2, Element(TexMath.ToHtml("\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", true)).Descendants("mtr").Count());
    }

    [Theory]
    [InlineData("\\mathrm{Attn}(Q,K,V)=\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V")]
    [InlineData("W_{OV}^{(\\ell,h)} = W_V W_O = \\sum_{i=1}^{r} \\sigma_i\\, u_i v_i^\\top, \\qquad r \\le d_{\\text{head}}")]
    [InlineData("\\Delta = \\mathbb{E}_{x \\sim \\mathcal{D}}\\big[\\log p_\\theta(y \\mid x) - \\log p_\\theta(y' \\mid x)\\big]")]
    [InlineData("\\frac{\\lVert W_V W_O W_{QK} \\rVert_F}{\\lVert W_V W_O \\rVert_F \\, \\lVert W_{QK}\\rVert_F}")]
    [InlineData("\\underbrace{a + b}_{\\text{sum}} \\overset{!}{=} \\binom{n}{k} \\not\\in \\{1, \\dots, n\\}")]
    [InlineData("\\hat{W} = W + \\Lambda \\left(C^{-1} k_*\\right)^\\top, \\quad \\Lambda = \\frac{v_* - W k_*}{(C^{-1}k_*)^\\top k_*}")]
    public void Formulas_of_the_field_are_known(string tex)
    {
        var math = Element(TexMath.ToHtml(tex, display: true));
        Assert.Equal("math", math.Name.LocalName);
        Assert.Equal("block", (string?)math.Attribute("display"));
        Assert.Equal(tex, math.Descendants("annotation").Single().Value);
    }

    [Theory]
    [InlineData("\\unknown{x}")]
    [InlineData("{x")]
    [InlineData("x}")]
    [InlineData("\\frac{a}")]
    [InlineData("\\left( x")]
    [InlineData("\\begin{pmatrix} a")]
    [InlineData("\\begin{tikz} a \\end{tikz}")]
    [InlineData("\\href{javascript:alert(1)}{<b>x</b>}")]
    [InlineData("x^")]
    public void Other_tex_stays_text(string tex)
    {
        var html = TexMath.ToHtml(tex, display: false);
        Assert.StartsWith("<code class=\"tex\">$", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Equal($"${tex}$", Element(html).Value);
    }

    [Fact]
    public void Deep_nesting_does_not_end_the_process() => Assert.StartsWith("<code", TexMath.ToHtml(new string('{', 9000) + new string('}', 9000), display: false));

    [Fact]
    public void No_text_breaks_the_reader_and_all_that_it_writes_is_well_formed()
    {
        string[] pieces = ["\\frac", "\\sqrt", "[", "]", "{", "}", "^", "_", "'", "\\left", "\\right", "\\middle", "(", "|", "\\begin{cases}", "\\end{cases}", "&", "\\\\", "\\text{a}", "x", "23", "\\sum", "\\limits", "<", "\\", "\\mathbf", "\\operatorname", "*", "\\big", "%", "~", "é", "\ud835\udc00", "\\not"];
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var tex = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            Element(TexMath.ToHtml(tex, display: i % 2 == 0));
        }
    }
}
