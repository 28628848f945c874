using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Token ids of one or more prompts, filled up to one length, with their mask and position ids. Plain data.</summary>
/// <remarks>
/// Position ids count the tokens of a row and skip its padding, so that a padded row computes what it computes alone.
/// <see cref="Explicit"/> takes mask and position ids as given, for reproducing code that did otherwise.
/// </remarks>
public sealed class TokenBatch
{
    readonly long[,] ids;
    readonly bool[,] mask;
    readonly long[,] positions;

    TokenBatch(long[,] ids, bool[,] mask, long[,] positions)
    {
        (this.ids, this.mask, this.positions) = (ids, mask, positions);
        Rows = ids.GetLength(0);
        Length = ids.GetLength(1);
        IsPadded = mask.Cast<bool>().Contains(false);
    }

    /// <summary>Rows (batch).</summary>
    public int Rows { get; }

    /// <summary>Positions of every row, padding included.</summary>
    public int Length { get; }

    /// <summary>Whether any position is padding.</summary>
    public bool IsPadded { get; }

    /// <summary>Prompts, the shorter ones padded.</summary>
    /// <exception cref="ArgumentException">There is no prompt, or one has no token.</exception>
    public static TokenBatch Of(IEnumerable<Prompt> prompts, PaddingSide padding = PaddingSide.Right) => FromIds(prompts.Select(p => p.Ids), padding);

    /// <summary>Rows of token ids, the shorter ones padded.</summary>
    /// <param name="rows">Ids of each row; each at least one.</param>
    /// <param name="padding">Where the shorter rows are filled up.</param>
    /// <param name="padId">The id to fill up with; it is never attended to.</param>
    /// <exception cref="ArgumentException">There is no row, or one has no token.</exception>
    public static TokenBatch FromIds(IEnumerable<IEnumerable<int>> rows, PaddingSide padding = PaddingSide.Right, int padId = 0)
    {
        int[][] given = [.. rows.Select(r => r.ToArray())];
        if (given.Length == 0) throw new ArgumentException("There is no prompt. A run needs at least one.", nameof(rows));
        var empty = Array.FindIndex(given, row => row.Length == 0);
        if (empty >= 0) throw new ArgumentException($"Prompt {empty} is empty. A prompt has at least one token; where the text is empty, begin with BOS.", nameof(rows));
        var length = given.Max(r => r.Length);
        var (ids, mask, positions) = (new long[given.Length, length], new bool[given.Length, length], new long[given.Length, length]);
        for (var row = 0; row < given.Length; row++)
        {
            var first = padding == PaddingSide.Left ? length - given[row].Length : 0;
            for (var at = 0; at < length; at++)
            {
                var own = at - first;
                var isToken = own >= 0 && own < given[row].Length;
                ids[row, at] = isToken ? given[row][own] : padId;
                mask[row, at] = isToken;
                positions[row, at] = isToken ? own : 0;
            }
        }
        return new TokenBatch(ids, mask, positions);
    }

    /// <summary>Ids, mask and position ids exactly as given, each [row, position].</summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="mask">True at tokens, false at padding.</param>
    /// <param name="positions">Position ids; null counts the tokens of each row.</param>
    /// <exception cref="ArgumentException">The tables are not of one size, or a row has no token.</exception>
    public static TokenBatch Explicit(long[,] ids, bool[,] mask, long[,]? positions = null)
    {
        var (rows, length) = (ids.GetLength(0), ids.GetLength(1));
        bool Fits(Array table) => table.GetLength(0) == rows && table.GetLength(1) == length;
        if (rows == 0 || length == 0) throw new ArgumentException("There is no token.", nameof(ids));
        if (!Fits(mask) || (positions is not null && !Fits(positions))) throw new ArgumentException($"Ids, mask and position ids have one size; the ids are {rows} by {length}.", nameof(mask));
        var counted = new long[rows, length];
        for (var row = 0; row < rows; row++)
        {
            var seen = 0;
            for (var at = 0; at < length; at++) counted[row, at] = mask[row, at] ? seen++ : 0;
            if (seen == 0) throw new ArgumentException($"Row {row} is all padding.", nameof(mask));
        }
        return new TokenBatch((long[,])ids.Clone(), (bool[,])mask.Clone(), positions is null ? counted : (long[,])positions.Clone());
    }

    /// <summary>The id at a row and position.</summary>
    public int Id(int row, int position) => (int)ids[row, position];

    /// <summary>Whether a token stands there, not padding.</summary>
    public bool IsToken(int row, int position) => mask[row, position];

    /// <summary>The position id at a row and position.</summary>
    public int PositionId(int row, int position) => (int)positions[row, position];

    /// <summary>Where the last token of a row stands.</summary>
    public int LastPosition(int row)
    {
        var at = Length - 1;
        while (!mask[row, at]) at--;
        return at;
    }

    /// <summary>Where the first token of a row stands.</summary>
    internal int FirstPosition(int row)
    {
        var at = 0;
        while (!mask[row, at]) at++;
        return at;
    }

    /// <summary>Some of the rows, padded as they are here.</summary>
    internal TokenBatch Slice(int first, int count)
    {
        var (ids, mask, positions) = (new long[count, Length], new bool[count, Length], new long[count, Length]);
        for (var row = 0; row < count; row++)
            for (var at = 0; at < Length; at++)
                (ids[row, at], mask[row, at], positions[row, at]) = (this.ids[first + row, at], this.mask[first + row, at], this.positions[first + row, at]);
        return new TokenBatch(ids, mask, positions);
    }

    /// <summary>All problems that a model of this shape has with the batch; empty where it can run.</summary>
    internal IReadOnlyList<string> Problems(TransformerConfig config)
    {
        var problems = new List<string>();
        for (var row = 0; row < Rows; row++)
            for (var at = 0; at < Length; at++)
            {
                if (ids[row, at] < 0 || ids[row, at] >= config.VocabularySize)
                    problems.Add($"Row {row} has id {ids[row, at]} at position {at}; ids are 0 to {config.VocabularySize - 1}.");
                // Padding reads its row of a learned table too, and may read those before position 0.
                var least = mask[row, at] ? 0 : -config.PositionOffset;
                if ((mask[row, at] || config.LearnedPositions) && (positions[row, at] < least || positions[row, at] >= config.ContextLength))
                    problems.Add($"Row {row} has position id {positions[row, at]} at position {at}{(mask[row, at] ? "" : ", which is padding")}; they are {least} to {config.ContextLength - 1}, the model's context.");
                if (problems.Count >= 8) return problems;
            }
        return problems;
    }

    internal Tensor IdTensor(Device device) => tensor(ids, device: device);

    internal Tensor PositionTensor(Device device) => tensor(positions, device: device);

    /// <summary>1 at tokens, 0 at padding [batch, pos]; null where nothing is padded.</summary>
    internal Tensor? MaskTensor(Device device) => IsPadded ? tensor(mask, device: device).to(ScalarType.Int64) : null;
}
