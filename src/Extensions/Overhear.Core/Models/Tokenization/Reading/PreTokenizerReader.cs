namespace Overhear;

/// <summary>The pre-tokenizer of a tokenizer.json.</summary>
static class PreTokenizerReader
{
    const string Supported = "ByteLevel, Split (by GPT-2's, Llama 3's or Qwen2's expression), Digits, Metaspace, WhitespaceSplit and Sequence of them are supported";

    static readonly Dictionary<string, Func<StretchPattern>> expressions = new(StringComparer.Ordinal)
    {
        [Gpt2Pattern.Expression] = () => new Gpt2Pattern(),
        [Gpt2Pattern.ShortExpression] = () => new Gpt2Pattern(),
        [Llama3Pattern.Expression] = () => new Llama3Pattern(mostDigits: 3),
        [Llama3Pattern.SingleDigitExpression] = () => new Llama3Pattern(mostDigits: 1),
    };

    /// <summary>The rules; none at all where there is no pre-tokenizer.</summary>
    public static CuttingRules Read(TokenizerNode node)
    {
        if (!node.Exists) return new(null, [], ByteLevel: false);
        switch (node["type"].Text("the pre-tokenizer's type"))
        {
            case "ByteLevel":
                var first = node["add_prefix_space"].Flag(true) ? new SpacePrefix(' ', PrefixPlace.Always) : null;
                return new(first, node["use_regex"].Flag(true) ? [new Gpt2Pattern()] : [], ByteLevel: true);
            case "Split": return new(null, Split(node) is { } pattern ? [pattern] : [], ByteLevel: false);
            case "Digits": return new(null, [new DigitPattern(node["individual_digits"].Flag(false))], ByteLevel: false);
            case "WhitespaceSplit": return new(null, [new WordPattern()], ByteLevel: false);
            case "Metaspace": return Metaspace(node);
            case "Sequence": return Sequence(node["pretokenizers"]);
            case { } other:
                node["type"].Fault($"the pre-tokenizer {FaultList.Quote(other)} is not supported; {Supported}");
                break;
        }
        return new(null, [], ByteLevel: false);
    }

    static StretchPattern? Split(TokenizerNode node)
    {
        var (behaviour, inverted) = (node["behavior"].Text("the behaviour"), node["invert"].Flag(false));
        // The expressions match every character, so to keep the matches and to drop what is between them is the same.
        if (!(behaviour, inverted).Equals(("Isolated", false)) && !(behaviour, inverted).Equals(("Removed", true)))
            node["behavior"].Fault($"a Split of behaviour {behaviour}{(inverted ? ", inverted," : "")} is not supported; Isolated is, and Removed where inverted");
        if (node["pattern"]["Regex"].OptionalText("a regular expression") is { } expression && expressions.TryGetValue(expression, out var make)) return make();
        node["pattern"].Fault("a Split by this pattern is not supported; supported are the regular expressions of GPT-2, Llama 3 and Qwen2, letter for letter, "
            + "as .NET's own do not know letters beyond U+FFFF");
        return null;
    }

    static CuttingRules Metaspace(TokenizerNode node)
    {
        var mark = node["replacement"].Text("the mark of a space");
        if (mark is not { Length: 1 })
        {
            if (mark is not null) node["replacement"].Fault($"{FaultList.Quote(mark)} stands here; one character is needed");
            return new(null, [], ByteLevel: false);
        }
        var place = node["prepend_scheme"].OptionalText("the scheme") switch
        {
            null => node["add_prefix_space"].Flag(true) ? PrefixPlace.Always : PrefixPlace.Never,
            "always" => PrefixPlace.Always,
            "first" => PrefixPlace.First,
            "never" => PrefixPlace.Never,
            var other => Unknown(other),
        };
        return new(new(mark[0], place), node["split"].Flag(true) ? [new MetaspacePattern(mark[0])] : [], ByteLevel: false);

        PrefixPlace Unknown(string scheme)
        {
            node["prepend_scheme"].Fault($"{FaultList.Quote(scheme)} stands here; always, first and never are allowed");
            return PrefixPlace.Never;
        }
    }

    static CuttingRules Sequence(TokenizerNode node)
    {
        var steps = node.Items("an array of pre-tokenizers").Select(item => (item, rules: Read(item))).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            if (i > 0 && steps[i].rules.Prefix is not null)
                steps[i].item.Fault("a pre-tokenizer that puts a space in front is supported as the first of a Sequence only");
            if (i + 1 < steps.Count && steps[i].rules.ByteLevel) steps[i].item.Fault("ByteLevel is supported as the last of a Sequence only");
        }
        return new(steps.Count > 0 ? steps[0].rules.Prefix : null, [.. steps.SelectMany(step => step.rules.Patterns)], steps.Any(step => step.rules.ByteLevel));
    }
}
