namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class TextCorpusTests : FileTestFolder
{
    [Fact]
    public void A_folder_gives_its_texts_by_name_and_passes_over_what_speaks_of_them()
    {
        WriteText("work/mine/b.txt", "The Second\r\n\r\nOne line.\rTwo lines.\r\n");
        WriteText("work/mine/a.md", "\uFEFF# The First\n\n\nA paragraph.\n \nAnother,\nof two lines.\n");
        WriteText("work/mine/deep/er/c.TXT", "   \n\n  Café\n");
        foreach (var passedOver in new[] { "README.md", "license.txt", ".hidden.txt", ".git/x.txt", "picture.png", "deep/notes.docx" }) WriteText($"work/mine/{passedOver}", "not read");
        var corpus = Load("./mine");
        Assert.Equal("mine", corpus.Name);
        Assert.Equal(Full("work/mine"), corpus.Path);
        Assert.Equal(["a", "b", "deep/er/c"], corpus.Documents.Select(d => d.Name));
        Assert.Equal(["The First", "The Second", "Café"], corpus.Documents.Select(d => d.Title));
        Assert.Equal(["# The First", "A paragraph.", "Another,\nof two lines."], corpus["a"].Paragraphs);
        Assert.Equal(["The Second", "One line.\nTwo lines."], corpus["b"].Paragraphs);
        Assert.Equal("The Second\n\nOne line.\nTwo lines.\n", corpus["b"].Text);
        Assert.Equal((9, 6, 1), (corpus["a"].WordCount, corpus["b"].WordCount, corpus["deep/er/c"].WordCount));
        Assert.Equal(16, corpus.WordCount);
        Assert.Equal("mine: 3 texts, 16 words", corpus.ToString());
        Assert.Contains("It has a, b, deep/er/c", Assert.Throws<ArgumentException>(() => corpus["x"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_whatever_its_extension()
    {
        WriteText("work/book.text", "Once upon a time.");
        var corpus = Load("book.text");
        Assert.Equal(("book", "Once upon a time."), (corpus.Name, Assert.Single(corpus.Documents).Text));
    }

    [Fact]
    public void The_hash_tells_other_texts_and_other_names_apart()
    {
        WriteText("work/one/a.txt", "Same.");
        WriteText("work/two/a.txt", "Same.\r\n");
        WriteText("work/three/a.txt", "Same.\n");
        WriteText("work/four/b.txt", "Same.\n");
        string[] hashes = [.. new[] { "one", "two", "three", "four" }.Select(name => Load($"./{name}").ContentHash)];
        Assert.Equal(hashes[1], hashes[2]);
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", hashes[0]);
    }

    [Fact]
    public void What_ships_is_found_from_anywhere_by_its_name()
    {
        foreach (var folder in new[] { "notebooks/texts", "texts", "contentFiles/any/any/texts" })
        {
            var file = WriteText($"{folder}/tales/a.txt", "A tale.");
            Directory.CreateDirectory(PathOf("work/deep"));
            Assert.Equal(Path.GetDirectoryName(file), Load("tales", "work/deep").Path);
            Directory.Delete(PathOf(folder), recursive: true);
        }
        WriteText("packages/overhear.core/0.1.0/texts/tales/a.txt", "From the package.");
        Assert.Equal("From the package.", Load("tales").Documents[0].Text);
        WriteText("work/tales/other.dat", "A folder that only has the name does not hide it.");
        Assert.Equal("From the package.", Load("tales").Documents[0].Text);
        WriteText("work/tales/own.txt", "A folder with texts does.");
        Assert.Equal("A folder with texts does.", Load("tales").Documents[0].Text);
    }

    [Theory]
    [InlineData("../up/a.txt")]
    [InlineData("~/a.txt")]
    public void Relative_paths_and_the_home_folder_are_understood(string path)
    {
        WriteText("up/a.txt", "Up.");
        WriteText("home/a.txt", "Home.");
        Directory.CreateDirectory(PathOf("work"));
        Assert.Equal("a", Load(path).Name);
    }

    [Fact]
    public void What_is_not_there_is_answered_with_what_was_looked_at()
    {
        WriteText("work/texts/tales/a.txt", "A tale.");
        var exception = Assert.Throws<CorpusNotFoundException>(() => Load("tails"));
        Assert.Equal("tails", exception.Name);
        Assert.Equal($"{Full("work/tails")}: not there", exception.LookedAt[0]);
        Assert.EndsWith("only tales", exception.LookedAt[1], StringComparison.Ordinal);
        Assert.EndsWith("Give a file of UTF-8 text, or a folder with .txt or .md files, or a name: tales.", exception.Message, StringComparison.Ordinal);
        Assert.Single(Assert.Throws<CorpusNotFoundException>(() => Load("./tales")).LookedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => Load(name));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("../..")]
    [InlineData("..")]
    [InlineData("org/../x")]
    public void Odd_names_find_nothing(string name)
    {
        // Two folders deep: above lies nothing that is not this test's.
        Assert.True(Record.Exception(() => Load(name, "some/inner/work")) is CorpusNotFoundException or InvalidFileException);
    }

    [Fact]
    public void A_folder_without_a_text_says_what_it_holds()
    {
        WriteText("work/pictures/a.png", "x");
        WriteText("work/pictures/README.md", "x");
        Directory.CreateDirectory(PathOf("work/empty"));
        Refuses(() => Load("./pictures"), "it holds 'README.md', 'a.png'; .txt or .md files are read, but README and LICENSE");
        Refuses(() => Load("./empty"), "it is empty; .txt or .md files are read");
    }

    [Fact]
    public void Every_file_that_is_no_text_is_listed()
    {
        WriteText("work/mixed/good.txt", "Good.");
        WriteBytes("work/mixed/latin.txt", [.. "Line one\nCaf"u8, 0xE9, .. " au lait"u8]);
        WriteBytes("work/mixed/utf16.txt", [0xFF, 0xFE, (byte)'a', 0]);
        WriteBytes("work/mixed/zero.md", [.. "ab"u8, 0, .. "c"u8]);
        WriteText("work/mixed/blank.txt", "\uFEFF \n\t\n");
        WriteBytes("work/mixed/nothing.txt", []);
        Refuses(() => Load("./mixed"),
            "blank.txt: it is empty", "latin.txt: it is not UTF-8 (from byte 12 on, in line 2)", "nothing.txt: it is empty",
            "utf16.txt: it begins as UTF-16 does, not UTF-8", "zero.md: it holds the byte 0 (at 2), which no text does");
        Refuses(() => Load("./mixed/latin.txt"), "it is not UTF-8 (from byte 12 on, in line 2)");
    }

    TextCorpus Load(string corpus, string workingFolder = "work")
    {
        Directory.CreateDirectory(PathOf(workingFolder));
        return TextCorpus.Load(corpus, new SearchPlaces(Full(workingFolder), Full("packages/overhear.core/0.1.0/lib/net10.0"), Full("home"), Full("cache")));
    }

    string Full(string path) => Path.GetFullPath(PathOf(path));
}
