using System.Net;
using System.Text;

namespace Overhear.Kernel;

/// <summary>Reads a formula from left to right and writes MathML Core. Anything unknown ends the reading with <see cref="TexNotKnown"/>.</summary>
sealed class TexReader(string tex)
{
    const int deepest = 60;

    readonly List<TexToken> tokens = TexLexer.Cut(tex);
    int at;
    int depth;
    string? hand;

    TexToken Next => tokens[at];

    /// <summary>The whole formula.</summary>
    public string ReadAll()
    {
        var row = ReadRow(token => false);
        return Next.Kind == TexTokenKind.End ? row : throw new TexNotKnown(Next.Text);
    }

    string ReadRow(Func<TexToken, bool> ends)
    {
        if (++depth > deepest) throw new TexNotKnown("a formula nested this deep");
        var row = new StringBuilder();
        while (Next.Kind != TexTokenKind.End && !ends(Next)) row.Append(ReadTerm());
        depth--;
        return row.ToString();
    }

    /// <summary>An atom with what stands at its corners.</summary>
    string ReadTerm()
    {
        var atom = ReadAtom();
        string? below = null, above = null;
        while (true)
        {
            if (Next.IsCommand("limits") || Next.IsCommand("nolimits"))
            {
                atom = atom with { Limits = Next.Text == "limits", Fixed = Next.Text == "limits" };
                at++;
            }
            else if (Next.Is("_") && below is null)
            {
                at++;
                below = ReadArgument();
            }
            else if (Next.Is("^") && above is null)
            {
                at++;
                above = ReadArgument();
            }
            else if (Next.Is("'") && above is null) above = ReadPrimes();
            else break;
        }
        var body = atom.Html;
        if (atom.Fixed) body = body.Replace("movablelimits=\"true\"", "movablelimits=\"false\"", StringComparison.Ordinal);
        var html = (below, above, atom.Limits) switch
        {
            (null, null, _) => body,
            (not null, null, true) => $"<munder>{body}{below}</munder>",
            (null, not null, true) => $"<mover>{body}{above}</mover>",
            (not null, not null, true) => $"<munderover>{body}{below}{above}</munderover>",
            (not null, null, false) => $"<msub>{body}{below}</msub>",
            (null, not null, false) => $"<msup>{body}{above}</msup>",
            _ => $"<msubsup>{body}{below}{above}</msubsup>",
        };
        // Between a function's name and what it is applied to stands a thin space, unless a bracket follows.
        var spaced = atom.IsFunction && Next.Kind != TexTokenKind.End && !(Next.Kind == TexTokenKind.Character && "()[]{}|,.;:=+-*/<>&^_".Contains(Next.Text)) && !Next.IsCommand("left") && !Next.IsCommand("right");
        return spaced ? html + Space("0.167em") : html;
    }

    string ReadPrimes()
    {
        var count = 0;
        for (; Next.Is("'"); at++) count++;
        var primes = $"<mo>{string.Concat(Enumerable.Repeat("′", count))}</mo>";
        if (!Next.Is("^")) return primes;
        at++;
        return Row(primes + ReadArgument());
    }

    /// <summary>What a command or a corner takes: a group or one atom.</summary>
    string ReadArgument()
    {
        if (Next.Kind == TexTokenKind.Number && Next.Text.Length > 1)
        {
            // TeX takes one digit: x^23 is x² followed by a 3.
            var token = Next;
            tokens[at] = token with { Text = token.Text[1..], Start = token.Start + 1 };
            return Number(token.Text[..1]);
        }
        return ReadAtom().Html;
    }

    Atom ReadAtom()
    {
        if (++depth > deepest) throw new TexNotKnown("a formula nested this deep");
        var token = Next;
        at++;
        var atom = token.Kind switch
        {
            TexTokenKind.Number => new Atom(Number(token.Text)),
            TexTokenKind.Command => ReadCommand(token.Text),
            TexTokenKind.Character => ReadCharacter(token.Text),
            _ => throw new TexNotKnown("an end in the middle"),
        };
        depth--;
        return atom;
    }

    Atom ReadCharacter(string text)
    {
        switch (text)
        {
            case "{":
                var saved = hand;
                var group = ReadRow(token => token.Is("}"));
                Expect("}");
                hand = saved;
                return new(Row(group));
            case "^" or "_":
                at--; // a corner of nothing, as in {}^2
                return new("<mrow></mrow>");
            case "}" or "&" or "#" or "$":
                throw new TexNotKnown(text);
            case "-":
                return new(Operator("−"));
            case "*":
                return new(Operator("∗"));
            case "~":
                return new(Space("0.25em"));
            case "(" or ")" or "[" or "]" or "|":
                return new($"<mo stretchy=\"false\">{text}</mo>");
            default:
                return new(char.IsLetter(text, 0) ? Letter(text) : Operator(text));
        }
    }

    Atom ReadCommand(string name)
    {
        if (TexSymbols.Letters.TryGetValue(name, out var letter)) return new(Letter(letter));
        if (TexSymbols.Upright.TryGetValue(name, out var upright)) return new(Letter(upright, upright: true));
        if (TexSymbols.Fences.TryGetValue(name, out var fence)) return new($"<mo stretchy=\"false\">{WebUtility.HtmlEncode(fence)}</mo>");
        if (TexSymbols.Operators.TryGetValue(name, out var sign)) return new(Operator(sign));
        if (TexSymbols.Large.TryGetValue(name, out var large)) return new($"<mo movablelimits=\"true\" largeop=\"true\">{large}</mo>", Limits: true);
        if (TexSymbols.Integrals.TryGetValue(name, out var integral)) return new($"<mo largeop=\"true\">{integral}</mo>");
        if (TexSymbols.Functions.TryGetValue(name, out var limits)) return Function(name, limits);
        if (TexSymbols.Spaces.TryGetValue(name, out var width)) return new(Space(width));
        if (TexSymbols.Accents.TryGetValue(name, out var accent)) return Over(ReadArgument(), accent.Sign, accent.Grows, name == "overbrace");
        if (TexSymbols.Below.TryGetValue(name, out var line)) return new($"<munder accentunder=\"true\">{ReadArgument()}<mo stretchy=\"true\">{line}</mo></munder>", Limits: name == "underbrace");
        if (TexAlphabet.Hand(name) is { } other && name != "textbf") return InHand(other);
        return name switch
        {
            "frac" or "dfrac" or "tfrac" or "cfrac" => new($"<mfrac>{ReadArgument()}{ReadArgument()}</mfrac>"),
            "binom" => new($"<mrow><mo>(</mo><mfrac linethickness=\"0\">{ReadArgument()}{ReadArgument()}</mfrac><mo>)</mo></mrow>"),
            "sqrt" => ReadRoot(),
            "overset" or "stackrel" => ReadStacked("mover"),
            "underset" => ReadStacked("munder"),
            "operatorname" => ReadOperatorName(),
            "text" or "textrm" or "textit" or "textbf" or "texttt" or "textsf" or "mbox" or "textnormal" => new(ReadText(name)),
            "left" => ReadBetweenFences(),
            "big" or "Big" or "bigg" or "Bigg" or "bigl" or "Bigl" or "biggl" or "Biggl" or "bigr" or "Bigr" or "biggr" or "Biggr" or "bigm" or "Bigm" => new(ReadSizedFence(name)),
            "begin" => ReadEnvironment(),
            "not" => new(Negated(ReadArgument())),
            "bmod" => new("<mo lspace=\"0.222em\" rspace=\"0.222em\">mod</mo>"),
            "pmod" => new($"<mrow>{Space("1em")}<mo stretchy=\"false\">(</mo><mi>mod</mi>{Space("0.333em")}{ReadArgument()}<mo stretchy=\"false\">)</mo></mrow>"),
            "displaystyle" or "textstyle" or "scriptstyle" => new(""),
            _ => throw new TexNotKnown(name),
        };
    }

    Atom InHand(string other)
    {
        var saved = hand;
        hand = other;
        // Letters of \mathrm{head} are one word, not a product of four variables.
        var word = other == "mathrm" || other == "mathsf" || other == "mathtt" ? Word() : null;
        var html = word is null ? ReadArgument() : $"<mi{(word.Length == 1 ? " mathvariant=\"normal\"" : "")}>{WebUtility.HtmlEncode(TexAlphabet.In(other, word))}</mi>";
        hand = saved;
        return new(html);
    }

    /// <summary>A group that holds letters and digits alone, or null, with nothing read.</summary>
    string? Word()
    {
        if (!Next.Is("{")) return null;
        var end = at + 1;
        while (tokens[end].Kind == TexTokenKind.Number || (tokens[end].Kind == TexTokenKind.Character && char.IsLetter(tokens[end].Text, 0))) end++;
        if (!tokens[end].Is("}") || end == at + 1) return null;
        var word = string.Concat(tokens[(at + 1)..end].Select(token => token.Text));
        at = end + 1;
        return word;
    }

    Atom ReadRoot()
    {
        if (!Next.Is("[")) return new($"<msqrt>{ReadArgument()}</msqrt>");
        at++;
        var index = ReadRow(token => token.Is("]"));
        Expect("]");
        return new($"<mroot>{ReadArgument()}{Row(index)}</mroot>");
    }

    Atom ReadStacked(string element)
    {
        var small = ReadArgument();
        return new($"<{element}>{ReadArgument()}{small}</{element}>");
    }

    Atom ReadOperatorName()
    {
        var star = Next.Is("*");
        if (star) at++;
        return Function(RawGroup().Replace(@"\,", "\u2009").Replace(@"\", ""), star);
    }

    string ReadText(string command)
    {
        var text = RawGroup();
        // A formula or a command inside a text is beyond what is needed here, but for escaped signs.
        if (text.Contains('$') || text.Contains('{')) throw new TexNotKnown("a formula inside a text");
        foreach (var sign in "%&#_ ") text = text.Replace($"\\{sign}", sign.ToString());
        if (text.Contains('\\')) throw new TexNotKnown("a command inside a text");
        var style = command switch { "textbf" => " style=\"font-weight:bold\"", "textit" => " style=\"font-style:italic\"", "texttt" => " style=\"font-family:monospace\"", _ => "" };
        return $"<mtext{style}>{WebUtility.HtmlEncode(text).Replace(' ', '\u00a0')}</mtext>";
    }

    /// <summary>The source of a group, spaces included.</summary>
    string RawGroup()
    {
        Expect("{");
        var start = tokens[at - 1].End;
        for (var open = 1; ; at++)
        {
            if (Next.Kind == TexTokenKind.End) throw new TexNotKnown("a group without end");
            if (Next.Is("{")) open++;
            else if (Next.Is("}") && --open == 0) break;
        }
        var text = tex[start..Next.Start];
        at++;
        return text;
    }

    Atom ReadBetweenFences()
    {
        var html = new StringBuilder(Fence());
        while (true)
        {
            html.Append(ReadRow(token => token.IsCommand("right") || token.IsCommand("middle")));
            var middle = Next.IsCommand("middle");
            if (!middle && !Next.IsCommand("right")) throw new TexNotKnown("left without right");
            at++;
            html.Append(Fence());
            if (!middle) return new(Row(html.ToString()));
        }
    }

    string Fence()
    {
        var fence = FenceText();
        return fence == "." ? "" : $"<mo fence=\"true\" stretchy=\"true\">{WebUtility.HtmlEncode(fence)}</mo>";
    }

    string FenceText()
    {
        var token = Next;
        at++;
        if (token.Kind == TexTokenKind.Command && TexSymbols.Fences.TryGetValue(token.Text, out var fence)) return fence;
        return token.Kind == TexTokenKind.Character && "()[]|./<>".Contains(token.Text) ? token.Text switch { "<" => "⟨", ">" => "⟩", var text => text } : throw new TexNotKnown("left " + token.Text);
    }

    string ReadSizedFence(string command)
    {
        var size = command.TrimEnd('l', 'r', 'm') switch { "big" => "1.2em", "Big" => "1.8em", "bigg" => "2.4em", _ => "3em" };
        return $"<mo stretchy=\"true\" minsize=\"{size}\" maxsize=\"{size}\">{WebUtility.HtmlEncode(FenceText())}</mo>";
    }

    Atom ReadEnvironment()
    {
        var name = RawGroup();
        var (open, close, alignment) = name.TrimEnd('*') switch
        {
            "matrix" or "smallmatrix" => ("", "", "center"),
            "pmatrix" => ("(", ")", "center"),
            "bmatrix" => ("[", "]", "center"),
            "Bmatrix" => ("{", "}", "center"),
            "vmatrix" => ("|", "|", "center"),
            "Vmatrix" => ("‖", "‖", "center"),
            "cases" => ("{", "", "left"),
            "aligned" or "align" or "split" => ("", "", "pairs"),
            "gathered" or "gather" => ("", "", "center"),
            "array" => ("", "", "center"),
            _ => throw new TexNotKnown(name),
        };
        if (name == "array") RawGroup(); // the alignment of its columns
        var rows = new StringBuilder();
        var column = 0;
        rows.Append("<mtr>");
        while (true)
        {
            var cell = ReadRow(token => token.Is("&") || token.IsCommand("\\") || token.IsCommand("end"));
            var side = alignment == "pairs" ? column % 2 == 0 ? "right" : "left" : alignment;
            rows.Append($"<mtd style=\"text-align:{side}{(alignment == "pairs" ? ";padding-left:0;padding-right:0" : "")}\">{cell}</mtd>");
            var token = Next;
            at++;
            if (token.Is("&")) column++;
            else if (token.IsCommand("\\"))
            {
                if (Next.IsCommand("end"))
                {
                    at++;
                    if (RawGroup() == name) break; // a line end behind the last line makes no line
                    throw new TexNotKnown(name + " without end");
                }
                rows.Append("</mtr><mtr>");
                column = 0;
            }
            else if (token.IsCommand("end") && RawGroup() == name) break;
            else throw new TexNotKnown(name + " without end");
        }
        rows.Append("</mtr>");
        string Side(string fence) => fence.Length == 0 ? "" : $"<mo fence=\"true\" stretchy=\"true\">{fence}</mo>";
        return new($"<mrow>{Side(open)}<mtable{(alignment == "pairs" ? " displaystyle=\"true\"" : "")}>{rows}</mtable>{Side(close)}</mrow>");
    }

    void Expect(string character)
    {
        if (!Next.Is(character)) throw new TexNotKnown("no " + character);
        at++;
    }

    string Letter(string letter, bool upright = false)
    {
        var text = hand is null ? letter : TexAlphabet.In(hand, letter);
        var normal = (upright && hand is null) || hand is "mathrm";
        return $"<mi{(normal ? " mathvariant=\"normal\"" : "")}>{WebUtility.HtmlEncode(text)}</mi>";
    }

    string Number(string digits) => $"<mn>{(hand is null ? digits : TexAlphabet.In(hand, digits))}</mn>";

    static Atom Function(string name, bool limits) => new($"<mo movablelimits=\"{(limits ? "true" : "false")}\" lspace=\"0\" rspace=\"0\">{WebUtility.HtmlEncode(name)}</mo>", limits, IsFunction: true);

    static Atom Over(string body, string sign, bool grows, bool limits) =>
        new($"<mover accent=\"true\">{body}<mo stretchy=\"{(grows ? "true" : "false")}\">{sign}</mo></mover>", limits);

    static string Operator(string sign) => $"<mo>{WebUtility.HtmlEncode(sign)}</mo>";

    static string Negated(string html) => html.Replace("</mo>", "\u0338</mo>", StringComparison.Ordinal);

    static string Row(string html) => $"<mrow>{html}</mrow>";

    static string Space(string width) => $"<mspace width=\"{width}\"></mspace>";

    /// <param name="Html">The MathML.</param>
    /// <param name="Limits">Whether what stands at its corners belongs below and above it.</param>
    /// <param name="IsFunction">Whether it is a function's name.</param>
    /// <param name="Fixed">Whether limits stay below and above in running text too.</param>
    readonly record struct Atom(string Html, bool Limits = false, bool IsFunction = false, bool Fixed = false);
}
