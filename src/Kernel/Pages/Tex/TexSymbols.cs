namespace Overhear.Kernel;

/// <summary>What the commands of TeX stand for that take no argument.</summary>
static class TexSymbols
{
    /// <summary>Letters: they are set as variables.</summary>
    public static readonly Dictionary<string, string> Letters = Pairs(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο "
        + "pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω ell ℓ hbar ℏ imath ı jmath ȷ");

    /// <summary>Letters that stand upright.</summary>
    public static readonly Dictionary<string, string> Upright = Pairs(
        "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ top ⊤ bot ⊥");

    /// <summary>Operators, relations, arrows, dots.</summary>
    public static readonly Dictionary<string, string> Operators = Pairs(
        "times × cdot ⋅ pm ± mp ∓ div ÷ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ "
        + "cup ∪ cap ∩ setminus ∖ le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ lt < gt > ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ "
        + "to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪ "
        + "forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ perp ⟂ parallel ∥ mid ∣ nmid ∤ prime ′ dagger † colon : "
        + "ldots … dots … dotsc … dotsb ⋯ cdots ⋯ vdots ⋮ ddots ⋱ triangleq ≜ coloneqq ≔ vdash ⊢ models ⊨ angle ∠ backslash \\ { { } } % % $ $ # # & & _ _");

    /// <summary>Brackets and bars.</summary>
    public static readonly Dictionary<string, string> Fences = Pairs(
        "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ | ‖ lvert | rvert | vert | lbrace { rbrace } lbrack [ rbrack ] { { } }");

    /// <summary>Large operators; what stands below and above them in a display does so.</summary>
    public static readonly Dictionary<string, string> Large = Pairs("sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀");

    /// <summary>Integrals: their limits stand at the side.</summary>
    public static readonly Dictionary<string, string> Integrals = Pairs("int ∫ iint ∬ iiint ∭ oint ∮");

    /// <summary>Functions with a name; those with an asterisk take their limits below.</summary>
    public static readonly Dictionary<string, bool> Functions =
        "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth arg deg dim hom ker max* min* sup* inf* lim* limsup* liminf* det* gcd* Pr* argmax* argmin*"
            .Split(' ').ToDictionary(name => name.TrimEnd('*'), name => name.EndsWith('*'));

    /// <summary>Spaces, in em.</summary>
    public static readonly Dictionary<string, string> Spaces = new()
    {
        [","] = "0.167em", [":"] = "0.222em", [">"] = "0.222em", [";"] = "0.278em", ["!"] = "-0.167em", [" "] = "0.25em", ["\n"] = "0.25em", ["~"] = "0.25em",
        ["enspace"] = "0.5em", ["quad"] = "1em", ["qquad"] = "2em", ["thinspace"] = "0.167em",
    };

    /// <summary>Signs over a letter or a term, and whether they grow with it.</summary>
    public static readonly Dictionary<string, (string Sign, bool Grows)> Accents = new()
    {
        ["hat"] = ("^", false), ["widehat"] = ("^", true), ["tilde"] = ("~", false), ["widetilde"] = ("~", true), ["bar"] = ("¯", false), ["overline"] = ("¯", true),
        ["vec"] = ("→", false), ["overrightarrow"] = ("→", true), ["dot"] = ("˙", false), ["ddot"] = ("¨", false), ["check"] = ("ˇ", false), ["breve"] = ("˘", false),
        ["overbrace"] = ("⏞", true),
    };

    /// <summary>Signs below a term.</summary>
    public static readonly Dictionary<string, string> Below = new() { ["underline"] = "_", ["underbrace"] = "⏟" };

    static Dictionary<string, string> Pairs(string list)
    {
        var words = list.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[2 * i + 1]);
    }
}
