using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class HostileResultFileTests : FileTestFolder
{
    static readonly HeadEffects effects = new("effect", "logits", new[,,] { { { 1.25, 2 }, { -3, 1.0625 } } }) { Record = ResultSamples.Record };

    [Theory]
    [InlineData(".json")]
    [InlineData(".csv")]
    [InlineData(".safetensors")]
    public void A_file_that_is_cut_off_anywhere_is_refused(string form)
    {
        effects.Save(PathOf("whole" + form));
        var whole = File.ReadAllBytes(PathOf("whole" + form));
        var endsLast = form == ".json" ? whole.Length - 1 : whole.Length; // without its last line break JSON is whole
        for (var length = 0; length < endsLast; length++)
        {
            var path = WriteBytes("cut" + form, whole[..length]);
            var error = Assert.Throws<InvalidFileException>(() => ResultFile.Load<HeadEffects>(path));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".csv")]
    [InlineData(".safetensors")]
    public void A_damaged_file_is_refused_or_read_and_nothing_else_happens(string form)
    {
        var random = new SeededRandom(3);
        foreach (var sample in new[] { "lens", "matrix", "patterns" })
        {
            var saved = ResultSamples.All[sample];
            saved.Save(PathOf("whole" + form));
            var whole = File.ReadAllBytes(PathOf("whole" + form));
            for (var i = 0; i < 300; i++)
            {
                var damaged = whole.ToArray();
                for (var k = random.Next(3); k >= 0; k--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                var path = WriteBytes("damaged" + form, damaged);
                try
                {
                    if (saved is LogitLensResult) ResultFile.Load<LogitLensResult>(path);
                    else if (saved is LabelledMatrix) ResultFile.Load<LabelledMatrix>(path);
                    else ResultFile.Load<AttentionPatternsResult>(path);
                }
                catch (InvalidFileException)
                {
                }
            }
        }
    }

    [Fact]
    public void Other_files_are_told_from_results()
    {
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("a.json", "{ \"a\": 1 }")), "does not say \"format\"");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("b.json", "[1, 2]")), "does not say \"format\"");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("c.json", "")), "it is empty");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("a.csv", "a,b\n1,2\n")), "none of its first lines begins with #");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("b.csv", "")), "none of its first lines begins with #");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteBytes("c.csv", [0xFF, 0xFE, 0x00])), "it is not UTF-8 text");
        new SafetensorsWriter().AddDoubles("effect", [1], 1, 1, 1).Save(PathOf("a.safetensors"));
        Refuses(() => ResultFile.Load<HeadEffects>(PathOf("a.safetensors")), "its notes have no 'result'");
        effects.Save(PathOf("newer.json"));
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("d.json", File.ReadAllText(PathOf("newer.json")).Replace("\"version\": 1", "\"version\": 2"))), "its form has the version 2; 1 is read");
    }

    [Fact]
    public void No_type_that_a_file_names_is_made()
    {
        effects.Save(PathOf("a.json"));
        var text = File.ReadAllText(PathOf("a.json"));
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("b.json", text.Replace("\"kind\": \"HeadEffects\"", "\"kind\": \"System.Diagnostics.Process\""))), "it holds a 'System.Diagnostics.Process'");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("c.json", text.Replace("\"kind\"", "\"$type\": \"System.Diagnostics.Process, System\", \"kind\""))), "unknown field; allowed are format, version, kind, record, facts, axes, tables");
    }

    [Fact]
    public void All_that_is_wrong_is_listed()
    {
        effects.Save(PathOf("a.json"));
        var text = File.ReadAllText(PathOf("a.json"));
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("b.json", text.Replace("\"size\": 2", "\"size\": -2").Replace("\"facts\": {}", "\"facts\": { \"a\": [] }").Replace("\"seed\"", "\"sed\""))),
            "$.record: ", "$.facts.a: an array stands here; text is allowed", "$.axes.head.size: -2 stands here", "$.axes.prompt.size: -2 stands here", "$.tables.effect.values: at depth 1, where an array of 0 belongs, there is one of 2");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("c.json", text.Replace("1.25", "1e999"))), "$.tables.effect.values: entry 0 is none of the numbers that are allowed here");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("d.json", text.Replace("\"facts\": {}", "\"facts\": { \"a\": \"b\" }"))), "there is 'fact a', which a HeadEffects does not have");
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("e.json", text.Replace("\"effect\": {", "\"other\": {"))), "there is no table effect");
    }

    [Theory]
    [InlineData("{\"size\":2000000000}", "{\"size\":2}")]
    [InlineData("{\"size\":2000000000}", "{\"size\":0}")]
    [InlineData("{\"size\":0}", "{\"size\":2000000000}")]
    public void A_size_that_nothing_fills_is_refused_at_once(string layers, string heads)
    {
        effects.Save(PathOf("a.csv"));
        var text = File.ReadAllText(PathOf("a.csv"));
        var path = WriteText("b.csv", text.Replace("\"layer\":{\"size\":1}", $"\"layer\":{layers}").Replace("\"head\":{\"size\":2}", $"\"head\":{heads}"));
        Assert.DoesNotContain("\"layer\":{\"size\":1}", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Throws<InvalidFileException>(() => ResultFile.Load<HeadEffects>(path));
    }

    [Fact]
    public void More_parts_than_any_result_has_are_refused_at_once()
    {
        effects.Save(PathOf("a.json"));
        var text = File.ReadAllText(PathOf("a.json"));
        var facts = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\":1"));
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("b.json", text.Replace("\"facts\": {}", $"\"facts\": {{{facts}}}"))), "it has 100000 facts; at most 200 are allowed");
        var axes = string.Join(',', Enumerable.Repeat("\"layer\"", 100_000));
        Refuses(() => ResultFile.Load<HeadEffects>(WriteText("c.json", text.Replace("\"axes\": [", $"\"axes\": [{axes},"))), "it has 100003 axes");
    }

    [Fact]
    public void Rows_that_were_moved_changed_or_left_out_are_named()
    {
        effects.Save(PathOf("a.csv"));
        var lines = File.ReadAllText(PathOf("a.csv")).Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("effect,", StringComparison.Ordinal));
        string Changed(Action<List<string>> change)
        {
            List<string> changed = [.. lines];
            change(changed);
            return WriteText("b.csv", string.Join('\n', changed));
        }
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => (all[first], all[first + 1]) = (all[first + 1], all[first]))), $"line {first + 1} has '1' where '0' belongs: rows were moved");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all.RemoveAt(first + 3))), "effect has 3 rows, where 4 are needed");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all.Insert(first, all[first]))), "where '1' belongs");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all.Insert(first + 4, all[first]))), "there are more rows");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all[first] = all[first].Replace("1.25", "1,25"))), $"line {first + 1} has more than 5 cells");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all[first] = all[first].Replace("1.25", ""))), "where a number, NaN, Infinity or -Infinity is allowed");
        Refuses(() => ResultFile.Load<HeadEffects>(Changed(all => all[first] = all[first].Replace("1.25", "\"1"))), "are not closed");
        // What an editor may do to line ends and to the start of a file is no change.
        Assert.Equal(1.25, ResultFile.Load<HeadEffects>(WriteText("c.csv", "\uFEFF" + string.Join("\r\n", lines)))[new HeadId(0, 0)].Values[0]);
    }

    [Fact]
    public void No_cell_runs_in_a_spreadsheet_whatever_its_separator()
    {
        foreach (var sample in ResultSamples.All.Values)
        {
            sample.Save(PathOf("a.csv"));
            foreach (var separator in ",;\t")
                foreach (var cell in Cells(File.ReadAllText(PathOf("a.csv")), separator))
                    Assert.False(cell.Length > 0 && "=+-@＝＋－＠\t\r".Contains(cell[0]) && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _), $"{separator}: {cell}");
        }
    }

    [Fact]
    public void Any_text_comes_back_from_its_cell()
    {
        const string letters = "ab,;\"'=+-@\t\r\n #＝😀\u2028";
        var random = new SeededRandom(5);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => letters[random.Next(letters.Length)]));
            var cells = new CsvReader(new StringReader($"x,{CsvText.Quote(text)},y\n")).Read(3)!;
            Assert.Equal(["x", text, "y"], [cells[0], CsvText.Unguard(cells[1]), cells[2]]);
        }
    }

    /// <summary>Cells as spreadsheets cut them: quotes count at the beginning of a cell alone.</summary>
    static IEnumerable<string> Cells(string text, char separator)
    {
        var cell = new StringBuilder();
        var (quoted, atStart) = (false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"' && (quoted || atStart)) quoted = !quoted;
            else if (!quoted && (c == separator || c is '\n' or '\r'))
            {
                yield return cell.ToString();
                cell.Clear();
                atStart = true;
                continue;
            }
            else cell.Append(c);
            atStart = false;
        }
        yield return cell.ToString();
    }
}
