using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Overhear.Architecture.Tests;

/// <summary>THIRD-PARTY.md against what restore brings and what an exported page holds.</summary>
[Trait("Category", "fast")]
public class ThirdPartyTests
{
    static readonly string[] order = ["Overhear.Core", "Overhear.Visuals", "Overhear.FSharp", "Overhear", "Overhear.Tool"];

    [Fact]
    public void Every_package_of_the_closure_is_listed_once_and_no_other()
    {
        var found = Repository.Projects.Where(project => project.IsPackable)
            .SelectMany(project => PackageClosure.Of(project).Select(package => (Id: package.Key, Version: package.Value, By: project.PackageId)))
            .GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .Select(group => $"{group.Key} {group.Select(package => package.Version).MaxBy(version => Version.TryParse(version.Split('-')[0], out var number) ? number : new Version())} by {string.Join(", ", group.Select(package => package.By).OrderBy(by => Array.IndexOf(order, by)))}")
            .Order(StringComparer.OrdinalIgnoreCase);
        var listed = Rows("## What the packages bring").Select(row => $"{row[0]} {row[1]} by {row[4]}").ToList();
        Rule.Holds(found.Except(listed).Select(line => $"not listed: {line}").Concat(listed.Except(found).Select(line => $"listed, but not so: {line}"))
            .Concat(Rows("## What the packages bring").GroupBy(row => row[0], StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => $"listed twice: {group.Key}")));
    }

    [Fact]
    public void Each_names_a_holder_and_a_licence_whose_text_is_there()
    {
        var notices = Repository.Read("THIRD-PARTY.md");
        foreach (var row in Rows("## What the packages bring"))
        {
            Assert.True(row[3].Length > 2, $"{row[0]} names no holder.");
            Assert.Matches(new Regex($@"^### .*\b{Regex.Escape(row[2])}\b", RegexOptions.Multiline), notices);
        }
    }

    [Fact]
    public void A_licence_is_the_one_that_the_package_itself_states()
    {
        foreach (var row in Rows("## What the packages bring"))
        {
            var folder = Path.Combine(PackedProjects.GlobalPackages, row[0].ToLowerInvariant());
            var nuspec = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.nuspec", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() : null;
            if (nuspec is null || Regex.Match(File.ReadAllText(nuspec), "<license type=\"expression\">([^<]+)<") is not { Success: true } stated) continue;
            Assert.True(stated.Groups[1].Value == row[2], $"{row[0]}: listed as {row[2]}, and the package says {stated.Groups[1].Value}.");
        }
    }

    [Fact]
    public void The_plotting_script_of_a_page_is_listed_with_the_version_that_it_has()
    {
        var plotly = Assembly.Load("Plotly.NET");
        using var script = new StreamReader(plotly.GetManifestResourceStream(plotly.GetManifestResourceNames().Single(name => name.EndsWith(".min.js", StringComparison.Ordinal)))!, Encoding.UTF8);
        var head = new char[300];
        script.ReadBlock(head);
        var row = Rows("## What an exported page contains").Single(row => row[0] == "plotly.js");
        Assert.Contains($"plotly.js v{row[1]}", new string(head), StringComparison.Ordinal);
        Assert.Contains($"{row[2]} license", new string(head), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_line_puts_into_a_page_is_listed()
    {
        var parts = Rows("## What an exported page contains").SelectMany(row => row[0].Split(", ")).ToList();
        Rule.Holds(Repository.Files("src/Kernel/Pages", ".css", ".js").Select(file => Path.GetFileName(file)!).Where(name => !parts.Contains(name)).Select(name => $"{name} is not listed"));
    }

    /// <summary>The rows of the first table under a heading, without its head.</summary>
    static IEnumerable<string[]> Rows(string heading)
    {
        var text = Repository.Read("THIRD-PARTY.md").ReplaceLineEndings("\n");
        var start = text.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"THIRD-PARTY.md has no heading '{heading}'.");
        return text[start..].Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }
}
