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
}
