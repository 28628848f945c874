namespace Overhear.Tests;

/// <summary>A row of a padded batch computes at its tokens what it computes alone, on whichever side it is filled up and whatever with.</summary>
[Trait("Category", "fast")]
public class PaddingTests
{
    const double Tolerance = 1e-5;

    static readonly int[] lengths = [3, 9, 1, 6];

    public static TheoryData<string> Families => [.. TinyModels.Families];

    public static MatrixTheoryData<string, PaddingSide> Cases => new(TinyModels.Families, Enum.GetValues<PaddingSide>());

    [Theory, MemberData(nameof(Cases))]
    public void Logits_are_those_of_the_row_alone(string family, PaddingSide side)
    {
        var model = TinyModels.Of(family);
        var rows = TinyModels.Rows(model, lengths);
        RequireRows(model, rows, TokenBatch.FromIds(rows, side, padId: 11));
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_last_tokens_logits_are_those_of_the_row_alone(string family, PaddingSide side)
    {
        var model = TinyModels.Of(family);
        var rows = TinyModels.Rows(model, lengths);
        var options = new RunOptions { Logits = LogitsAt.LastToken };
        var together = model.Inspect(TokenBatch.FromIds(rows, side), run => TinyModels.Numbers(run.Logits), options);
        for (var row = 0; row < rows.Length; row++)
        {
            var alone = model.Inspect(TokenBatch.FromIds([rows[row]]), run => TinyModels.Numbers(run.Logits), options);
            RequireClose(alone, together.AsSpan(row * alone.Length, alone.Length), $"row {row}");
        }
    }

    /// <summary>Mask and position ids as given: counted from the mask, written out, and with numbers of no meaning at the padding.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void So_they_are_with_explicit_mask_and_position_ids(string family, PaddingSide side)
    {
        var model = TinyModels.Of(family);
        var rows = TinyModels.Rows(model, lengths);
        var batch = TokenBatch.FromIds(rows, side);
        var (ids, mask, positions, others) = (new long[batch.Rows, batch.Length], new bool[batch.Rows, batch.Length], new long[batch.Rows, batch.Length], new long[batch.Rows, batch.Length]);
        for (var row = 0; row < batch.Rows; row++)
            for (var at = 0; at < batch.Length; at++)
            {
                (ids[row, at], mask[row, at], positions[row, at]) = (batch.Id(row, at), batch.IsToken(row, at), batch.PositionId(row, at));
                others[row, at] = mask[row, at] ? positions[row, at] : at + 1;
            }
        RequireRows(model, rows, TokenBatch.Explicit(ids, mask));
        RequireRows(model, rows, TokenBatch.Explicit(ids, mask, positions));
        RequireRows(model, rows, TokenBatch.Explicit(ids, mask, others));
    }

    /// <summary>Position ids count: moved by the same number everywhere they change learned positions, and not rotary ones, which see distances only.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Moved_position_ids_matter_where_positions_are_learned(string family, PaddingSide side)
    {
        var model = TinyModels.Of(family);
        var batch = TokenBatch.FromIds(TinyModels.Rows(model, lengths), side);
        var (ids, mask, positions) = (new long[batch.Rows, batch.Length], new bool[batch.Rows, batch.Length], new long[batch.Rows, batch.Length]);
        for (var row = 0; row < batch.Rows; row++)
            for (var at = 0; at < batch.Length; at++)
                (ids[row, at], mask[row, at], positions[row, at]) = (batch.Id(row, at), batch.IsToken(row, at), batch.PositionId(row, at) + 5);
        var options = new RunOptions { Logits = LogitsAt.LastToken };
        var plain = model.Inspect(batch, run => TinyModels.Numbers(run.Logits), options);
        var moved = model.Inspect(TokenBatch.Explicit(ids, mask, positions), run => TinyModels.Numbers(run.Logits), options);
        if (model.Config.LearnedPositions) Assert.True(plain.Zip(moved, (a, b) => Math.Abs(a - b)).Max() > .01);
        else RequireClose(plain, moved, "moved positions");
    }

    /// <summary>Other software numbers padding -1: a row of OPT's position table, which begins two rows before position 0, and of no other.</summary>
    [Theory, MemberData(nameof(Families))]
    public void Padding_may_have_any_position_id_that_the_model_can_look_up(string family)
    {
        var model = TinyModels.Of(family);
        int[][] rows = [[5, 3, 8], [2]];
        TokenBatch Padded(long at) => TokenBatch.Explicit(new long[,] { { 5, 3, 8 }, { 0, 0, 2 } }, new[,] { { true, true, true }, { false, false, true } }, new[,] { { 0, 1, 2 }, { at, at, 0 } });
        void Refuses(long at) =>
            Assert.Contains($"position id {at} at position 0, which is padding", Assert.Throws<ArgumentException>(() => RequireRows(model, rows, Padded(at))).Message, StringComparison.Ordinal);

        if (!model.Config.LearnedPositions || model.Config.PositionOffset > 0) RequireRows(model, rows, Padded(-1));
        else Refuses(-1);
        if (!model.Config.LearnedPositions) RequireRows(model, rows, Padded(1000));
        else Refuses(model.Config.ContextLength);
    }

    static void RequireRows(TransformerModel model, int[][] rows, TokenBatch batch)
    {
        var together = model.Inspect(batch, run => TinyModels.Numbers(run.Logits));
        var vocabulary = model.Config.VocabularySize;
        for (var row = 0; row < rows.Length; row++)
        {
            var alone = model.Inspect(TokenBatch.FromIds([rows[row]]), run => TinyModels.Numbers(run.Logits));
            var first = batch.LastPosition(row) + 1 - rows[row].Length;
            RequireClose(alone, together.AsSpan((row * batch.Length + first) * vocabulary, alone.Length), $"row {row}");
        }
    }

    static void RequireClose(double[] expected, ReadOnlySpan<double> actual, string what)
    {
        var off = 0.0;
        for (var i = 0; i < expected.Length; i++) off = Math.Max(off, Math.Abs(expected[i] - actual[i]));
        var allowed = Tolerance * Math.Max(1, expected.Max(Math.Abs));
        Assert.True(off <= allowed, $"{what}: off by {off:g3}, allowed {allowed:g3}");
    }
}
