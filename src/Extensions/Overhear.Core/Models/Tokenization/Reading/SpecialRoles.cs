namespace Overhear;

/// <summary>Which ids begin, end and fill up a text, and which files said so.</summary>
sealed class SpecialRoles
{
    readonly TokenizerParts parts;
    readonly TokenizerSettings settings;
    readonly List<string> notes = [];

    public SpecialRoles(TokenizerParts parts, TokenizerSettings settings, TokenVocabulary vocabulary)
    {
        (this.parts, this.settings) = (parts, settings);
        BosId = Resolve("bos_token", parts.BosId, vocabulary);
        EosId = Resolve("eos_token", parts.EosId, vocabulary);
        PadId = Resolve("pad_token", parts.PadId, vocabulary);
        Before = Wanted(settings.AddsBos, BosId, parts.Before, (id, others) => [id, .. others], "add_bos_token", "bos_token");
        Behind = Wanted(settings.AddsEos, EosId, parts.Behind, (id, others) => [.. others, id], "add_eos_token", "eos_token");
    }

    public int? BosId { get; }

    public int? EosId { get; }

    public int? PadId { get; }

    /// <summary>Ids that go in front of a text with special tokens.</summary>
    public IReadOnlyList<int> Before { get; }

    /// <summary>Ids that go behind a text with special tokens.</summary>
    public IReadOnlyList<int> Behind { get; }

    /// <summary>What the files say that could not be followed, and where each id was found.</summary>
    public IReadOnlyList<string> Notes => notes;

    int? Resolve(string role, int? fromTokenizer, TokenVocabulary vocabulary)
    {
        if (settings.Named(role) is { } named)
        {
            if (named.Content is null) return null;
            if (vocabulary.IdOf(named.Content) is { } id) return id;
            notes.Add($"{named.Source} names {FaultList.Quote(named.Content)} as {role}, which is no token of the vocabulary: left out");
            return null;
        }
        if (fromTokenizer is not null) return fromTokenizer;
        if (settings.ConfigId(role) is not { } configured) return null;
        if (vocabulary.Has(configured))
        {
            notes.Add($"{role} {configured} is from config.json; the tokenizer's own files name none");
            return configured;
        }
        notes.Add($"config.json names the id {configured} as {role}, which no token of the vocabulary has: left out");
        return null;
    }

    // An explicit setting wins over what the tokenizer's own file does.
    IReadOnlyList<int> Wanted(bool? setting, int? id, IReadOnlyList<int> said, Func<int, IReadOnlyList<int>, IReadOnlyList<int>> add, string name, string role)
    {
        if (setting is not { } wanted) return said;
        if (id is { } known) return wanted == said.Contains(known) ? said : wanted ? add(known, said) : [.. said.Where(other => other != known)];
        if (wanted) notes.Add($"{name} is true and there is no {role}: nothing is added");
        return said;
    }
}
