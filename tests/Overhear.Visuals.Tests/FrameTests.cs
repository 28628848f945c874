using Deedle;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FrameTests
{
    static readonly LabelledMatrix matrix = new("attention", new[,] { { 1, 2, 3 }, { 4, 5, double.NaN } }, ["0", "1"], [" the", " cat", " the"]);

    [Fact]
    public void A_table_becomes_a_frame_with_its_labels_as_keys()
    {
        var frame = matrix.ToFrame();
        Assert.Equal(["0", "1"], frame.RowKeys);
        Assert.Equal([" the [0]", " cat", " the [2]"], frame.ColumnKeys);
        Assert.Equal(5.0, frame[" cat", "1"]);
        Assert.Equal(3, frame.GetColumn<double>(" the [2]")["0"]);
        Assert.Equal(1, frame.GetColumn<double>(" the [2]").ValueCount);
    }

    [Fact]
    public void A_table_becomes_one_row_a_cell()
    {
        var frame = matrix.ToLongFrame();
        Assert.Equal(6, frame.RowCount);
        Assert.Equal(["row", "column", "value"], frame.ColumnKeys);
        Assert.Equal("1", frame.GetColumn<string>("row")[4]);
        Assert.Equal(" cat", frame.GetColumn<string>("column")[4]);
        Assert.Equal(5, frame.GetColumn<double>("value")[4]);
        Assert.Equal(0, frame.RowKeys.First());
    }

    [Fact]
    public void A_frame_becomes_a_table_again()
    {
        var back = matrix.ToFrame().ToLabelledMatrix("attention", "query", "key");
        Assert.Equal(matrix.ToArray(), back.ToArray());
        Assert.Equal([" the [0]", " cat", " the [2]"], back.Columns);
        Assert.Equal(("attention", "query", "key"), (back.Name, back.RowTitle, back.ColumnTitle));
    }

    [Fact]
    public void A_frame_with_whole_numbers_and_numbered_rows_becomes_a_table()
    {
        var frame = new FrameBuilder.Columns<int, string> { { "layer", new[] { 1, 2 }.ToOrdinalSeries() }, { "score", new[] { 0.5, 0.25 }.ToOrdinalSeries() } }.Frame;
        var table = frame.ToLabelledMatrix();
        Assert.Equal(["0", "1"], table.Rows);
        Assert.Equal(new[,] { { 1, 0.5 }, { 2, 0.25 } }, table.ToArray());
    }

    [Fact]
    public void A_frame_with_texts_says_which_columns_hold_them()
    {
        var message = Assert.Throws<ArgumentException>(() => matrix.ToLongFrame().ToLabelledMatrix()).Message;
        Assert.Contains("numbers: 'column'.", message, StringComparison.Ordinal); // the texts of 'row' are numbers
        Assert.Throws<ArgumentException>(() => Frame.CreateEmpty<int, string>().ToLabelledMatrix());
    }

    static readonly HeadEffects effects = new("effect", "logits", new[,,] { { { 1, 2.5 }, { 3, double.NaN } }, { { 5, 6 }, { 7, 8 } } });

    [Fact]
    public void Effects_of_heads_become_a_column_for_each_head_and_back()
    {
        var frame = effects.ToFrame();
        Assert.Equal(["0.0", "0.1", "1.0", "1.1"], frame.ColumnKeys);
        Assert.Equal([0, 1], frame.RowKeys);
        Assert.Equal(2.5, frame["0.0", 1]);
        var back = frame.ToHeadEffects("effect", "logits");
        Assert.Equal(effects.Heads, back.Heads);
        Assert.All(effects.Heads, head => Assert.Equal(effects[head].Values, back[head].Values));
        Assert.Equal(("effect", "logits"), (back.Name, back.Unit));
        // Columns in any order: what is a head is told by its name.
        Assert.Equal(8, frame.Columns[["1.1", "0.1", "1.0", "0.0"]].ToHeadEffects("effect")[new HeadId(1, 1)].Values[1]);
    }

    [Fact]
    public void A_frame_that_is_no_table_of_heads_says_why()
    {
        var message = Assert.Throws<ArgumentException>(() => effects.ToFrame().Columns[["0.0", "1.1"]].ToHeadEffects("effect")).Message;
        Assert.Contains("there are 2 heads, where 0.0 to 1.1 are 4", message, StringComparison.Ordinal);
        var named = new FrameBuilder.Columns<int, string> { { "layer", new[] { 1.0 }.ToOrdinalSeries() } }.Frame;
        Assert.Contains("'layer' is no head", Assert.Throws<ArgumentException>(() => named.ToHeadEffects("effect")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_result_becomes_one_row_an_entry_as_in_its_csv_file()
    {
        var frame = effects.ToLongFrame();
        Assert.Equal(["metric", "layer", "head", "prompt", "value"], frame.ColumnKeys);
        Assert.Equal(8, frame.RowCount);
        Assert.Equal((1, 0, 1, 6.0), (frame.GetColumn<int>("layer")[5], frame.GetColumn<int>("head")[5], frame.GetColumn<int>("prompt")[5], frame.GetColumn<double>("value")[5]));
        Assert.Equal(7, frame.GetColumn<double>("value").ValueCount); // one is not a number
        var next = new TokenPredictions("a", [new TokenPrediction(1, 5, " the", 2, .5), new TokenPrediction(2, 6, "=a", 1, .25)], new RunRecord("m", "0", [], "Float32", "cpu", "", null, "0"));
        var tokens = next.ToLongFrame();
        Assert.Equal(["metric", "top", "value", "text"], tokens.ColumnKeys);
        Assert.Equal([" the", "=a"], tokens.GetColumn<string>("text").Values);
        Assert.Equal(["top_rank", "top_rank", "top_id", "top_id", "top_piece", "top_piece", "top_logit", "top_logit", "top_probability", "top_probability"], tokens.GetColumn<string>("metric").Values);
        Assert.Equal([1, 2, 5, 6, 2, 1, .5, .25], tokens.GetColumn<double>("value").Values);
    }

    [Fact]
    public void Effects_of_several_metrics_become_one_row_a_prompt_head_and_metric()
    {
        HeadEffects[] metrics = [effects, new HeadEffects("other", "%", new double[,,] { { { 9 } } })];
        var frame = metrics.ToLongFrame();
        Assert.Equal(["metric", "unit", "layer", "head", "component", "prompt", "value"], frame.ColumnKeys);
        Assert.Equal(9, frame.RowCount);
        Assert.Equal((effects.Name, "1.0", 1, 6.0), (frame.GetColumn<string>("metric")[5], frame.GetColumn<string>("component")[5], frame.GetColumn<int>("prompt")[5], frame.GetColumn<double>("value")[5]));
        Assert.Equal(("other", "%", 9.0), (frame.GetColumn<string>("metric")[8], frame.GetColumn<string>("unit")[8], frame.GetColumn<double>("value")[8]));
        Assert.Throws<ArgumentException>(() => new[] { effects, effects }.ToLongFrame());
        Assert.Throws<ArgumentException>(() => Array.Empty<HeadEffects>().ToLongFrame());
    }

    [Fact]
    public void Numbers_of_a_frame_can_be_drawn()
    {
        var figure = effects.ToFrame().ToHeadEffects("twice the effect").ToHeatmap();
        Assert.Equal("twice the effect", figure.Title);
        Assert.Equal(5.5, figure.Cells[1, 0]);
    }
}
