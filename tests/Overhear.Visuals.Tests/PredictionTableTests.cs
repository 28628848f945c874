namespace Overhear.Tests;

[Trait("Category", "fast")]
public class PredictionTableTests
{
    static readonly RunRecord record = new("tiny", "0123456789abcdef", [], "Float32", "cpu", "TorchSharp", null, "0.1.0");

    [Fact]
    public void Next_tokens_become_a_table_with_their_probabilities_as_bars()
    {
        var predictions = new TokenPredictions("When <b>", [new TokenPrediction(1, 361, " Mary", 18.207, 0.75), new TokenPrediction(2, 5, "</div>", -1.5, 0.125)], record);
        var table = predictions.ToTable("Next");
        Assert.Equal(["rank", "token", "id", "logit", "probability"], table.Columns);
        Assert.Equal(["1", " Mary", "361", "18.21", "0.750"], table.Rows[0]);
        Assert.Equal(["2", "</div>", "5", "−1.50", "0.125"], table.Rows[1]);
        Assert.Equal([0.75, 0.125], table.Shares);
        Assert.Equal([true, false, true, true, true], Enumerable.Range(0, 5).Select(table.IsNumeric));
        Assert.Equal("after “When <b>”", table.Subtitle);
        Assert.Contains("tiny (weights 0123456789abcdef, as stored), Float32 on cpu.", table.Notes);
        Assert.Contains("background:linear-gradient(to right,rgba(40,125,205,.4) 12.5%", table.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("</div>0", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("&lt;/div&gt;", table.ToHtml(), StringComparison.Ordinal);
    }
}
