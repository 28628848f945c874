using System.Text.Json;

namespace Overhear.Architecture.Tests;

/// <summary>What a project's package brings, as restore resolved it: read from obj/project.assets.json.</summary>
static class PackageClosure
{
    /// <summary>Every package that it brings, directly or through another, with the lowest version that all who ask for it allow.</summary>
    public static IReadOnlyDictionary<string, string> Of(ProjectFile project)
    {
        var assets = Path.Combine(project.Folder, "obj", "project.assets.json");
        Assert.True(File.Exists(assets), $"{Repository.Relative(assets)} is not there: restore Notebooks.sln first.");
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        return Of(document.RootElement);
    }

    /// <summary>The same from the content of such a file.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonElement assets)
    {
        var resolved = assets.GetProperty("targets").EnumerateObject().First(target => !target.Name.Contains('/')).Value
            .EnumerateObject().ToDictionary(entry => entry.Name.Split('/')[0], entry => (Name: entry.Name.Split('/')[0], entry.Value), StringComparer.OrdinalIgnoreCase);
        var (brought, visited) = (new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var framework = assets.GetProperty("project").GetProperty("frameworks").EnumerateObject().Single().Value;
        if (framework.TryGetProperty("dependencies", out var direct))
            foreach (var dependency in direct.EnumerateObject())
                if (!(dependency.Value.TryGetProperty("suppressParent", out var kept) && kept.GetString() == "All"))
                    Visit(dependency.Name, dependency.Value.GetProperty("version").GetString()!);
        foreach (var reference in assets.GetProperty("project").GetProperty("restore").GetProperty("frameworks").EnumerateObject().Single().Value.GetProperty("projectReferences").EnumerateObject())
        {
            var path = reference.Value.GetProperty("projectPath").GetString()!;
            Visit(resolved.Values.First(entry => entry.Value.TryGetProperty("type", out var type) && type.GetString() == "project" && IsAt(entry.Name, path)).Name, "0");
        }
        return brought;

        void Visit(string id, string range)
        {
            if (!resolved.TryGetValue(id, out var found)) return; // pruned: the framework has it
            var isPackage = found.Value.GetProperty("type").GetString() == "package";
            if (isPackage && (!brought.TryGetValue(found.Name, out var lowest) || Compare(Lowest(range), lowest) > 0)) brought[found.Name] = Lowest(range);
            if (!visited.Add(id) || !found.Value.TryGetProperty("dependencies", out var dependencies)) return;
            foreach (var dependency in dependencies.EnumerateObject()) Visit(dependency.Name, dependency.Value.GetString()!);
        }

        bool IsAt(string name, string path) => assets.GetProperty("libraries").EnumerateObject().Any(library =>
            library.Name.Split('/')[0] == name && library.Value.TryGetProperty("msbuildProject", out var project) && Path.GetFileName(project.GetString()!.Replace('\\', '/')) == Path.GetFileName(path.Replace('\\', '/')));
    }

    /// <summary>The lower bound of a range such as <c>[10.1.403, )</c>.</summary>
    static string Lowest(string range) => range.Split(',')[0].Trim('[', ']', '(', ')', ' ');

    static int Compare(string one, string other)
    {
        var (a, b) = (Numbers(one), Numbers(other));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
            if (a.ElementAtOrDefault(i).CompareTo(b.ElementAtOrDefault(i)) is var order and not 0) return order;
        return 0;

        static int[] Numbers(string version) => [.. version.Split('.', '-').Select(part => int.TryParse(part, out var number) ? number : 0)];
    }
}
