namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class PaperTableTests : FileTestFolder
{
    const string Header = "paper,model,processing,quantity,relation,value,tolerance,unit,source\n";

    [Fact]
    public void The_table_that_ships_has_both_papers_with_a_source_for_every_number()
    {
        var table = PaperTable.Shipped;
        Assert.Equal(["ioi", "ioi-older-version", "circuit-reuse"], table.Papers);
        Assert.All(table.Numbers, number => Assert.NotEqual("", number.Source));
        var difference = Assert.Single(table.Of("ioi").Numbers, number => number.Quantity == "IOI mean logit difference");
        Assert.Equal(("gpt2", PaperProcessing.Raw, PaperRelation.Equal, 3.56, "logits"), (difference.Model, difference.Processing, difference.Relation, difference.Value, difference.Unit));
        var base_ = Assert.Single(table.Of("circuit-reuse").Numbers, number => number.Quantity == "Colored Objects accuracy");
        Assert.Equal(("gpt2-medium", PaperProcessing.TransformerLens, 49.6), (base_.Model, base_.Processing, base_.Value));
        Assert.All(PaperMeasures.Standard.Quantities, quantity => Assert.Contains(table.Numbers, number => number.Quantity == quantity)); // no name is misspelt
        Assert.Contains("ioi-older-version", Assert.Throws<ArgumentException>(() => table.Of("nothing")).Message);
    }

    [Theory]
    [InlineData(PaperRelation.Equal, 10.0, PaperVerdict.Pass)]
    [InlineData(PaperRelation.Equal, 10.5, PaperVerdict.Pass)]
    [InlineData(PaperRelation.Equal, 9.4, PaperVerdict.Near)]
    [InlineData(PaperRelation.Equal, 11.0, PaperVerdict.Near)]
    [InlineData(PaperRelation.Equal, 11.1, PaperVerdict.Miss)]
    [InlineData(PaperRelation.AtLeast, 99.0, PaperVerdict.Pass)]
    [InlineData(PaperRelation.AtLeast, 10.0, PaperVerdict.Pass)]
    [InlineData(PaperRelation.AtLeast, 9.6, PaperVerdict.Near)]
    [InlineData(PaperRelation.AtLeast, 9.4, PaperVerdict.Miss)]
    [InlineData(PaperRelation.AtMost, -99.0, PaperVerdict.Pass)]
    [InlineData(PaperRelation.AtMost, 10.4, PaperVerdict.Near)]
    [InlineData(PaperRelation.AtMost, 10.6, PaperVerdict.Miss)]
    public void Verdicts_go_by_tolerance_and_side(PaperRelation relation, double ours, PaperVerdict verdict)
    {
        var number = new PaperNumber("p", "m", PaperProcessing.Raw, "q", relation, 10, .5, "%", "section 1");
        Assert.Equal(verdict, number.Compare(ours).Verdict);
        Assert.Equal(ours, number.Compare(ours).Ours);
        var none = number.Compare(null, "why");
        Assert.Equal((PaperVerdict.NotRun, "–", "why"), (none.Verdict, none.OursShown, none.Remark));
        Assert.StartsWith("not run", none.ToString());
        Assert.Throws<ArgumentException>(() => number.Compare(double.NaN));
    }

    [Fact]
    public void A_number_of_another_model_stands_beside_it_and_is_not_compared()
    {
        var table = new PaperTable([new PaperNumber("p", "gpt2", PaperProcessing.Raw, "q", PaperRelation.Equal, 10, .5, "%", "s"), new PaperNumber("p", "gpt2", PaperProcessing.Raw, "r", PaperRelation.Equal, 10, .5, "%", "s")]);
        var checks = table.Check(TaskModel.Model, new Dictionary<string, double> { ["q"] = 10 });
        Assert.Equal((PaperVerdict.NotRun, 10), (checks[0].Verdict, checks[0].Ours!.Value));
        Assert.Contains(TaskModel.Model.Name, checks[0].Remark);
        Assert.Equal((PaperVerdict.NotRun, null), (checks[1].Verdict, checks[1].Ours));
        Assert.Throws<ArgumentException>(() => table.Check(TaskModel.Model, new Dictionary<string, double> { ["q"] = double.NaN }));
    }

    [Theory]
    [InlineData("gpt2", true)]
    [InlineData("GPT2", true)]
    [InlineData("openai-community/gpt2", true)]
    [InlineData("openai-community/gpt2@main", true)]
    [InlineData("/models/gpt2/", true)]
    [InlineData("gpt2-medium", false)]
    [InlineData("distilgpt2", false)]
    public void A_model_is_known_by_its_name(string name, bool expected) => Assert.Equal(expected, new PaperNumber("p", "gpt2", PaperProcessing.Raw, "q", PaperRelation.Equal, 1, 1, "", "s").IsOf(name));

    [Fact]
    public void A_table_of_ones_own_is_read()
    {
        var table = PaperTable.Read(WriteText("a.csv", Header + "p,m,raw,\"q, of all\",>=,1e2,0,,s\np,m,transformerlens,\"q, of all\",<=,-5,.5,%,\"s \"\"1\"\"\"\n"));
        Assert.Equal(new PaperNumber("p", "m", PaperProcessing.Raw, "q, of all", PaperRelation.AtLeast, 100, 0, "", "s"), table.Numbers[0]);
        Assert.Equal("≤ -5 %", table.Numbers[1].Shown);
        Assert.Equal("≥ 100", table.Numbers[0].Shown);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_table_is_said_at_once_with_its_lines()
    {
        Refuses(() => PaperTable.Read(WriteText("a.csv", Header + "p,m,raw,q,=,1,0,,s\np,m,raw,q,=,1,0,,s\n,m,fold,q,~,x,-1,,\np,m\n")),
            "line 3: 'q' stands there twice for m", "line 4: paper is ''", "line 4: source is ''", "line 4: processing is 'fold'; allowed are raw, transformerlens", "line 4: relation is '~'", "line 4: value is 'x'", "line 4: tolerance is '-1'", "line 5: there are 2 cells");
        Refuses(() => PaperTable.Read(WriteText("b.csv", "a,b\n")), "line 1: the columns are paper,model");
        Refuses(() => PaperTable.Read(WriteText("c.csv", Header)), "it has no rows");
        Assert.Throws<FileNotFoundException>(() => PaperTable.Read(PathOf("nowhere.csv")));
        Assert.Contains("Two rows", Assert.Throws<ArgumentException>(() => new PaperTable([.. PaperTable.Shipped.Numbers, PaperTable.Shipped.Numbers[0]])).Message);
    }
}
