namespace Overhear.Tests;

/// <summary>Prompts for models that cannot read a text: no tokenizer, or one that lacks a word.</summary>
[Trait("Category", "fast")]
public class PromptOfIdsTests
{
    [Fact]
    public void Without_a_tokenizer_pieces_are_the_ids()
    {
        var model = TinyModels.Of("gpt2");
        Assert.False(model.CanRead("a"));
        var prompt = model.PromptOf([3, 1, 3]);
        Assert.Equal(["[3]", "[1]", "[3]"], prompt.Pieces);
        Assert.Equal([3, 1, 3], prompt.Ids);
        Assert.Equal(0, prompt.BosCount);
        Assert.Equal(3, LogitLens.Of(model, prompt).Prompt.Length);
        var wrong = Assert.Throws<ArgumentException>(() => model.PromptOf([3, -1, 301, 301, 5_000]));
        Assert.Contains("-1, 301, 5000", wrong.Message);
        Assert.Contains("0 to 300", wrong.Message);
    }

    [Fact]
    public void A_tokenizer_of_words_reads_what_it_has_words_for()
    {
        using var files = new TemporaryTokenizer().With("tokenizer.json", TinyTokenizer.WordsJson().ToJsonString());
        var bare = TinyModels.Of("gpt2");
        // The bare model shares its weights, so this one is not disposed.
        var model = new TransformerModel("words", bare.Config, bare.Weights, files.Load());
        Assert.True(model.CanRead("Mary gave"));
        Assert.True(model.CanRead(""));
        Assert.False(model.CanRead("Mary gave John"));
        var read = model.Tokens("Mary gave ?");
        Assert.Equal(read.Pieces, model.PromptOf(read.Ids).Pieces);
        Assert.Equal("[7]", model.PromptOf([0, 7]).Pieces[1]); // an id of the model that its tokenizer does not have
    }
}
