[assembly: AssemblyFixture(typeof(Overhear.Architecture.Tests.PackedProjects))]

namespace Overhear.Architecture.Tests;

/// <summary>Every packable project, packed once for all tests in two copies of the sources, so that no build output of the checkout is touched.</summary>
public sealed class PackedProjects : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-packages-").FullName;
    readonly Lazy<Task<IReadOnlyList<Package>>> packages;
    readonly Lazy<Task<IReadOnlyList<Package>>> again;

    /// <summary>Packs nothing yet.</summary>
    public PackedProjects()
    {
        packages = new(() => Pack("a"));
        again = new(() => Pack("another/place"));
    }

    /// <summary>The packages.</summary>
    public Task<IReadOnlyList<Package>> Packages => packages.Value;

    /// <summary>The packages, made from the same sources in a folder of another name and depth.</summary>
    public Task<IReadOnlyList<Package>> Again => again.Value;

    /// <summary>A package source that holds the packages. Ask for <see cref="Packages"/> first.</summary>
    public string Source => Path.Combine(folder, "a", "artifacts", "packages");

    /// <summary>Deletes everything that was made.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    async Task<IReadOnlyList<Package>> Pack(string place)
    {
        var top = Path.Combine(folder, place);
        var output = Directory.CreateDirectory(Path.Combine(top, "artifacts", "packages")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Root)) Copy(file);
        foreach (var file in Repository.Files("src", "").Concat(Repository.Files("notebooks", ""))) Copy(file);
        var solution = Path.Combine(top, "Packages.slnx");
        var projects = Repository.Projects.Where(project => project.IsPackable).Select(project => $"<Project Path=\"{Repository.Relative(project.FullPath)}\" />");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(projects)}</Solution>", TestContext.Current.CancellationToken);
        var pack = await Command.Run("dotnet", ["pack", solution, "-c", "Release", "-o", output, "-v", "q"], top, ("CI", "true"), ("NUGET_PACKAGES", GlobalPackages));
        Assert.True(pack.ExitCode == 0, pack.Everything);
        return [.. Directory.EnumerateFiles(output, "*.nupkg").Order(StringComparer.Ordinal).Select(file => new Package(file))];

        void Copy(string file)
        {
            var target = Path.Combine(top, Repository.Relative(file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>The folder into which this machine's packages are restored.</summary>
    public static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
