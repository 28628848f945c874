namespace Overhear;

/// <summary>Finds out which kind of tokenizer a folder holds, and reads it.</summary>
static class TokenizerFolder
{
    /// <summary>The tokenizer of a folder, with the added tokens that the files beside it name.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="FileNotFoundException">It holds no tokenizer.</exception>
    /// <exception cref="InvalidFileException">A file is malformed, or of a kind that is not supported.</exception>
    public static (TokenizerParts Parts, TokenizerSettings Settings) Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}. Give the folder that holds the tokenizer's files, not a file.");
        var settings = TokenizerSettings.Read(folder);
        var parts = ReadParts(folder, settings);
        var added = Added(parts, settings);
        var faults = new FaultList();
        foreach (var fault in AddedTokenCheck.Faults(parts.ModelVocabulary, added)) faults.Add(fault);
        faults.ThrowIfAny(folder, "holds files of a tokenizer that do not fit each other", "The tokenizer's files must come from one model.");
        return (parts with { Added = added }, settings);
    }

    static TokenizerParts ReadParts(string folder, TokenizerSettings settings)
    {
        if (Has(TokenizerJsonFile.FileName)) return TokenizerJsonFile.Read(folder);
        if (Has(BytePairFiles.VocabularyName) && Has(BytePairFiles.MergesName)) return BytePairFiles.Read(folder, settings.AddsPrefixSpace);
        if (Has(SentencePieceFile.FileName)) return SentencePieceFile.Read(folder);
        var half = Has(BytePairFiles.VocabularyName) ? $" ({BytePairFiles.MergesName} is missing)" : Has(BytePairFiles.MergesName) ? $" ({BytePairFiles.VocabularyName} is missing)" : "";
        throw new FileNotFoundException($"{folder} holds no tokenizer{half}. One of these is needed: {TokenizerJsonFile.FileName}; "
            + $"{BytePairFiles.VocabularyName} with {BytePairFiles.MergesName}; {SentencePieceFile.FileName}.");

        bool Has(string name) => File.Exists(Path.Combine(folder, name));
    }

    // As transformers does: whatever has a role is found in the text as a whole, and is special.
    static List<AddedToken> Added(TokenizerParts parts, TokenizerSettings settings)
    {
        var added = parts.Added.ToList();
        var special = settings.Special.ToHashSet(StringComparer.Ordinal);
        foreach (var token in settings.Added)
            if (!added.Exists(known => known.Content == token.Content)) added.Add(token);
        foreach (var content in special)
            if (!added.Exists(known => known.Content == content) && parts.ModelVocabulary.TryGetValue(content, out var id)) added.Add(new(content, id, Special: true));
        return [.. added.Select(token => special.Contains(token.Content) ? token with { Special = true } : token)];
    }
}
