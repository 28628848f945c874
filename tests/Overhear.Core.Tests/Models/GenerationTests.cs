namespace Overhear.Tests;

/// <summary>Generation with kept keys and values says what running the whole text anew for every token says.</summary>
[Trait("Category", "fast")]
public class GenerationTests
{
    const int Added = 12;

    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Greedy_tokens_are_those_of_runs_of_the_whole_text(string family) => RequireTwin(TinyModels.Of(family), []);

    [Theory, MemberData(nameof(Families))]
    public void An_edit_acts_in_every_step_as_in_runs_of_the_whole_text(string family)
    {
        var model = TinyModels.Of(family);
        Hook[] edits = [new Hook(HookPoint.MlpOut(0), x => x * -.5), new Hook(HookPoint.VInput(1), x => x * 2 + 1), new Hook(HookPoint.Z(0), x => x.neg_())];
        RequireTwin(model, edits);
        Assert.NotEqual(Generate(model, new() { Edits = edits }).Ids, Generate(model, new()).Ids); // so the edits mattered
    }

    [Theory, MemberData(nameof(Families))]
    public void A_seed_repeats_what_is_drawn(string family)
    {
        var model = TinyModels.Of(family);
        var options = new GenerationOptions { Temperature = 5, Seed = 4 };
        var first = Generate(model, options);
        Assert.Equal(first.Ids, Generate(model, options).Ids);
        Assert.Equal(first.LogProbabilities, Generate(model, options).LogProbabilities);
        Assert.Equal(4, first.Record.Seed);
        Assert.NotEqual(first.Ids, Generate(model, options with { Seed = 5 }).Ids);
        Assert.Equal(Generate(model, new()).Ids, Generate(model, options with { TopK = 1 }).Ids);
        Assert.Equal(Generate(model, new()).Ids, Generate(model, options with { TopP = 1e-9 }).Ids);
    }

    [Theory, MemberData(nameof(Families))]
    public void Generation_fills_the_context_and_no_more(string family)
    {
        var model = TinyModels.Of(family);
        var text = model.Generate(Prompt(model), new GenerationOptions { MaxNewTokens = 1000, StopIds = [] });
        Assert.Equal(model.Config.ContextLength + 1, text.Ids.Count); // the last one is not run
        Assert.Contains("context", text.StoppedAt, StringComparison.Ordinal);
        Assert.Equal(Literally(model, [], model.Config.ContextLength + 1 - text.PromptIds.Count).Ids, text.NewIds);
    }

    [Fact]
    public void A_stop_ends_the_text_and_belongs_to_it()
    {
        var model = TinyModels.Of("gpt2");
        var whole = Generate(model, new());
        var stop = whole.NewIds[4];
        var stopped = model.Generate(Prompt(model), new GenerationOptions { MaxNewTokens = Added, StopIds = [stop] });
        Assert.Equal(whole.NewIds.Take(whole.NewIds.ToList().IndexOf(stop) + 1), stopped.NewIds);
        Assert.Contains("ends a text", stopped.StoppedAt, StringComparison.Ordinal);
    }

    static void RequireTwin(TransformerModel model, IReadOnlyList<Hook> edits)
    {
        var ours = Generate(model, new() { Edits = edits });
        var (ids, logProbabilities) = Literally(model, edits, Added);
        Assert.Equal(ids, ours.NewIds);
        Assert.All(logProbabilities.Zip(ours.LogProbabilities), p => Assert.Equal(p.First, p.Second, 1e-4));
    }

    static Prompt Prompt(TransformerModel model) => new("", TinyModels.Rows(model, [5])[0], [], 0, "");

    static GeneratedText Generate(TransformerModel model, GenerationOptions options) => model.Generate(Prompt(model), options with { MaxNewTokens = Added, StopIds = [] });

    static (List<int> Ids, List<double> LogProbabilities) Literally(TransformerModel model, IReadOnlyList<Hook> edits, int count)
    {
        List<int> text = [.. Prompt(model).Ids];
        var logProbabilities = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var last = model.Inspect(TokenBatch.FromIds([text]), run => TinyModels.Numbers(run.LogProbabilities().select(1, -1)), RunOptions.Editing(edits));
            logProbabilities.Add(last.Max());
            text.Add(Array.IndexOf(last, last.Max()));
        }
        return (text[^count..], logProbabilities);
    }
}
