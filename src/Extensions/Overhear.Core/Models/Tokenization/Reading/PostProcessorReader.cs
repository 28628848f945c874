namespace Overhear;

/// <summary>The post-processor of a tokenizer.json: which tokens it puts in front of a text and behind it.</summary>
static class PostProcessorReader
{
    const string Supported = "TemplateProcessing, ByteLevel and Sequence of them are supported";

    /// <summary>What is added; nothing where there is no post-processor.</summary>
    public static TextTemplate Read(TokenizerNode node)
    {
        var none = new TextTemplate([], []);
        if (!node.Exists) return none;
        switch (node["type"].Text("the post-processor's type"))
        {
            case "ByteLevel": return none; // It changes offsets alone.
            case "TemplateProcessing": return Template(node);
            case "Sequence":
                return node["processors"].Items("an array of post-processors").Select(Read)
                    .Aggregate(none, (inside, outside) => new([.. outside.Before, .. inside.Before], [.. inside.Behind, .. outside.Behind]));
            case { } other:
                node["type"].Fault($"the post-processor {FaultList.Quote(other)} is not supported; {Supported}");
                return none;
            default: return none;
        }
    }

    static TextTemplate Template(TokenizerNode node)
    {
        List<int> before = [], behind = [];
        var texts = 0;
        foreach (var item in node["single"].Items("the template of a single text"))
        {
            if (item["Sequence"].Exists) texts++;
            else if (item["SpecialToken"]["id"].Text("a special token's name") is { } name)
                (texts == 0 ? before : behind).AddRange(Ids(node["special_tokens"][name]));
        }
        if (texts != 1) node["single"].Fault($"the template holds the text {texts} times; once is needed");
        return new(before, behind);
    }

    static IEnumerable<int> Ids(TokenizerNode token) =>
        [.. token["ids"].Items("the special token's ids").Select(id => id.Number(0, VocabularyReader.LargestId)).OfType<int>()];
}
