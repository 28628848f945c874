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
}
