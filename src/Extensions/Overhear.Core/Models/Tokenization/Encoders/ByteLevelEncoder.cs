using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>
/// Byte-level BPE (Radford et al. 2019, GPT-2): the UTF-8 bytes of a stretch, each written as one printable character, merged.
/// </summary>
/// <remarks>
/// Microsoft.ML.Tokenizers' BpeTokenizer merges; its ids are Hugging Face's for every stretch. Three things it does not do are done
/// around it: a stretch that is a piece is taken whole where the tokenizer says so (<c>ignore_merges</c>), bytes without a piece become
/// the unknown token where there is one, and stretches from <see cref="LongStretch"/> bytes on go through a loop of our own, as its
/// time grows with the square of their length.
/// </remarks>
sealed class ByteLevelEncoder : IStretchEncoder
{
    /// <summary>From this many bytes on the loop of our own merges.</summary>
    public const int LongStretch = 1000;

    readonly BytePairModel model;
    readonly string[] pieces;
    readonly bool[] dropped = new bool[256];
    readonly Lazy<BpeTokenizer> merging;
    readonly Lazy<MergeEncoder> longMerging;

    public ByteLevelEncoder(BytePairModel model)
    {
        this.model = model;
        pieces = new string[model.Vocabulary.Values.Max() + 1];
        foreach (var (piece, id) in model.Vocabulary) pieces[id] = piece;
        for (var value = 0; value < 256; value++) dropped[value] = !model.Vocabulary.ContainsKey(ByteAlphabet.CharacterOf((byte)value).ToString());
        OwnLoopOnly = model.UnknownId is not null && dropped.Contains(true);
        merging = new(() => BpeTokenizer.Create(new BpeOptions(model.Vocabulary)
        {
            Merges = model.Merges.InOrder().Select(merge => $"{pieces[merge.Left]} {pieces[merge.Right]}"),
            ByteLevel = true,
        }));
        longMerging = new(() => new MergeEncoder(model));
    }

    /// <summary>Whether the loop of our own merges everything.</summary>
    public bool OwnLoopOnly { get; }

    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        var mapped = ByteAlphabet.FromText(stretch);
        if (model.IgnoreMerges && model.Vocabulary.TryGetValue(mapped, out var whole))
        {
            into.Add(new(whole, 0, stretch.Length));
            return;
        }
        var first = into.Count;
        if (OwnLoopOnly || mapped.Length >= LongStretch) longMerging.Value.Encode(mapped, into);
        else AddSpans(merging.Value.EncodeToIds(stretch, considerPreTokenization: false, considerNormalization: false), mapped, into);
        if (mapped.Length == stretch.Length) return;
        var chars = CharsOfBytes(stretch, mapped.Length);
        for (var i = first; i < into.Count; i++)
        {
            var (start, last) = (chars[into[i].Start], chars[into[i].Start + into[i].Length - 1]);
            into[i] = into[i] with { Start = start.At, Length = last.At + last.Length - start.At };
        }
    }

    // Spans in bytes. A byte without a piece is dropped before anything merges.
    void AddSpans(IReadOnlyList<int> ids, string mapped, List<TokenSpan> into)
    {
        var at = 0;
        foreach (var id in ids)
        {
            var (start, left) = (-1, pieces[id].Length);
            for (; left > 0; at++)
            {
                if (IsDropped(mapped[at])) continue;
                if (start < 0) start = at;
                left--;
            }
            into.Add(new(id, start, at - start));
        }
    }

    bool IsDropped(char mapped) => dropped[ByteAlphabet.ByteOf(mapped)];

    // Which char, and how many, each byte of the stretch belongs to.
    static (int At, int Length)[] CharsOfBytes(ReadOnlySpan<char> stretch, int byteCount)
    {
        var chars = new (int, int)[byteCount];
        for (int at = 0, written = 0, length; at < stretch.Length; at += length)
        {
            var bytes = CodePoints.At(stretch, at, out length) switch { < 0x80 => 1, < 0x800 => 2, < 0x10000 => 3, _ => 4 };
            chars.AsSpan(written, bytes).Fill((at, length));
            written += bytes;
        }
        return chars;
    }
}
