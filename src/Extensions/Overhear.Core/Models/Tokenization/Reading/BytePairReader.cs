namespace Overhear;

/// <summary>A model of type BPE in a tokenizer.json.</summary>
static class BytePairReader
{
    /// <summary>The model, complete only where no fault was added.</summary>
    public static BytePairModel Read(TokenizerNode node)
    {
        var vocabulary = VocabularyReader.Read(node["vocab"]);
        if (node["dropout"].Exists) node["dropout"].Fault("a tokenizer that drops merges at random is not supported; null is");
        foreach (var affix in (TokenizerNode[])[node["continuing_subword_prefix"], node["end_of_word_suffix"]])
            if (affix.OptionalText("text") is { Length: > 0 }) affix.Fault("marks inside or at the end of words are not supported; null is");
        return new()
        {
            Vocabulary = vocabulary,
            Merges = Merges(node["merges"], vocabulary),
            UnknownId = UnknownId(node["unk_token"], vocabulary),
            FuseUnknown = node["fuse_unk"].Flag(false),
            ByteFallback = node["byte_fallback"].Flag(false),
            IgnoreMerges = node["ignore_merges"].Flag(false),
        };
    }

    /// <summary>The id of the unknown token; null where there is none.</summary>
    public static int? UnknownId(TokenizerNode node, IReadOnlyDictionary<string, int> vocabulary)
    {
        if (node.OptionalText("the unknown token") is not { } unknown) return null;
        if (vocabulary.TryGetValue(unknown, out var id)) return id;
        node.Fault($"the unknown token {FaultList.Quote(unknown)} is no piece of the vocabulary");
        return null;
    }

    static MergeTable Merges(TokenizerNode node, Dictionary<string, int> vocabulary)
    {
        var reader = new MergeReader(vocabulary, vocabulary.Count);
        foreach (var merge in node.Items("an array of merges"))
        {
            if (Parts(merge) is [{ Length: > 0 } left, { Length: > 0 } right] && reader.Add(left, right) is { } fault) merge.Fault(fault);
        }
        return reader.Table;
    }

    // Versions before 0.20 write "a b", later ones ["a", "b"].
    static List<string> Parts(TokenizerNode merge)
    {
        if (merge.IsText)
        {
            if (MergeReader.TryDivide(merge.Text("a merge")!, out var left, out var right)) return [left, right];
            merge.Fault($"{merge.Kind} stands here; two pieces divided by a space are needed");
            return [];
        }
        List<string> parts = [.. merge.Items("two pieces, as one text or as two").Select(part => part.Text("a piece") ?? "")];
        if (merge.IsArray && (parts.Count != 2 || parts.Contains(""))) merge.Fault("two pieces are needed, neither of them empty");
        return parts;
    }
}
