using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The positions of every prompt that a patched run computes anew; all others are as in the plain run.</summary>
/// <remarks>
/// Rows stand from a first position on, up to the one that is read: what comes before cannot change, what comes after is not asked for.
/// Prompts with fewer such positions get further rows behind, which nothing reads. Or rows stand at any positions, each for itself.
/// </remarks>
sealed class RowWindow
{
    readonly Tensor index; // [batch · row], places of [batch · pos]
    readonly Tensor? ends; // [batch] rows of the ends; null where all are the last row
    readonly int batch;

    RowWindow(TokenBatch tokens, int[][] positions, int[] ends, bool isSuffix, Device device)
    {
        (batch, Count, Positions, EndPositions) = (tokens.Rows, positions[0].Length, positions, [.. positions.Zip(ends, (of, end) => of[end])]);
        index = tensor(positions.SelectMany((of, row) => of.Select(at => (long)row * tokens.Length + at)).ToArray(), device: device);
        PositionIds = tensor(positions.SelectMany((of, row) => of.Select(at => (long)tokens.PositionId(row, at))).ToArray(), device: device).view(batch, Count);
        this.ends = ends.All(end => end == Count - 1) ? null : tensor(ends.Select(end => (long)end).ToArray(), device: device);
        EndPositionIds = tensor(positions.Select((of, row) => (long)tokens.PositionId(row, of[ends[row]])).ToArray(), device: device).view(batch, 1);
        if (!isSuffix) return;
        KeysBefore = positions.Max(of => of[0]);
        if (KeysBefore > 0 && (tokens.IsPadded || positions.Any(of => of[0] != KeysBefore)))
            Forbidden = tensor(positions.SelectMany((of, row) => Enumerable.Range(0, KeysBefore).Select(key => key >= of[0] || !tokens.IsToken(row, key))).ToArray(), device: device).view(batch, 1, 1, 1, KeysBefore);
    }

    /// <summary>From a first position of each prompt up to its end.</summary>
    public static RowWindow Suffix(TokenBatch tokens, IReadOnlyList<int> starts, IReadOnlyList<int> ends, Device device)
    {
        int[] first = [.. starts.Zip(ends, Math.Min)];
        var count = first.Zip(ends, (start, end) => end - start + 1).Max();
        int[][] positions = [.. first.Select(start => Enumerable.Range(start, count).Select(at => Math.Min(at, tokens.Length - 1)).ToArray())];
        return new RowWindow(tokens, positions, [.. first.Zip(ends, (start, end) => end - start)], isSuffix: true, device);
    }

    /// <summary>One position of each prompt.</summary>
    public static RowWindow Single(TokenBatch tokens, IReadOnlyList<int> positions, Device device) => Suffix(tokens, positions, positions, device);

    /// <summary>How many rows each prompt has.</summary>
    public int Count { get; }

    /// <summary>The position of every row [batch][row].</summary>
    public IReadOnlyList<IReadOnlyList<int>> Positions { get; }

    /// <summary>The position that is read in every prompt.</summary>
    public IReadOnlyList<int> EndPositions { get; }

    /// <summary>Whether a position is the first row of every prompt in which it comes before what is read.</summary>
    public bool StartsAt(IReadOnlyList<int> at) => Enumerable.Range(0, batch).All(row => Positions[row][0] == at[row] || at[row] > EndPositions[row] || !Positions[row].Contains(at[row]));

    /// <summary>How many keys before the rows can be looked at.</summary>
    public int KeysBefore { get; }

    /// <summary>True at keys before the rows that are none of a prompt's [batch, 1, 1, 1, key_pos]; null where all are.</summary>
    public Tensor? Forbidden { get; }

    /// <summary>[batch, row]</summary>
    public Tensor PositionIds { get; }

    /// <summary>[batch, 1]</summary>
    public Tensor EndPositionIds { get; }

    /// <summary>The rows of an activation [batch, pos, ...] → [batch, 1, row, ...].</summary>
    public Tensor Gather(Tensor activation) => activation.flatten(0, 1).index_select(0, index).view([batch, 1, Count, .. activation.shape[2..]]);

    /// <summary>The row that is read of all rows [batch, variant, row, ...] → [batch, variant, 1, ...].</summary>
    public Tensor AtEnd(Tensor rows)
    {
        if (rows.shape[2] == 1) return rows;
        if (ends is null) return rows.narrow(2, Count - 1, 1);
        long[] shape = [.. rows.shape];
        shape[2] = 1;
        return rows.gather(2, ends.view([batch, .. Enumerable.Repeat(1L, shape.Length - 1)]).expand(shape));
    }

    /// <summary>True at the rows that stand at a position of their prompt [batch, 1, row, 1]; null positions are all rows.</summary>
    public Tensor Mask(IReadOnlyList<int>? at) =>
        tensor(Positions.SelectMany((of, row) => of.Select((position, i) => (at is null || at[row] == position) && Array.IndexOf([.. of], position) == i)).ToArray(), device: index.device).view(batch, 1, Count, 1);

    /// <summary>Euclidean norms over the rows up to the one that is read [prompt · slot], of a change [batch, 1, row, slot, width]; 0 only where every bit of it is.</summary>
    public double[] NormsUpToEnd(Tensor change)
    {
        using var scope = NewDisposeScope();
        var row = Arithmetic.Range(0, Count, index.device).view(1, 1, Count, 1, 1);
        var last = ends is null ? tensor(new[] { Count - 1L }, device: index.device).view(1, 1, 1, 1, 1) : ends.view(-1, 1, 1, 1, 1);
        return change.to(ScalarType.Float64).Masked(row > last, 0).Squared().sum([1L, 2L, 4L]).sqrt().cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>True where a row of a prompt may not look at another [1, 1, 1, row, row]; with <paramref name="onlyEnd"/> that of the end alone [batch or 1, 1, 1, 1, row].</summary>
    public Tensor Later(bool onlyEnd)
    {
        var key = Arithmetic.Range(0, Count, index.device);
        if (!onlyEnd) return (key.unsqueeze(0) > key.unsqueeze(1)).view(1, 1, 1, Count, Count);
        var end = ends ?? tensor(new[] { Count - 1L }, device: index.device);
        return (key.unsqueeze(0) > end.unsqueeze(1)).view(-1, 1, 1, 1, Count);
    }
}
