namespace Overhear.Interactive.Tests;

/// <summary>How the backend gets into the process: fetched where there is none, left alone where someone brought one. Downloads what it needs, and deletes it.</summary>
[Collection(HostCollection.Name), Trait("Category", "slow")]
public sealed class BackendTests(PackedExtension extension) : IDisposable
{
    readonly string home = Directory.CreateTempSubdirectory("overhear-empty-home-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    /// <summary>A machine on which nothing was restored yet.</summary>
    Dictionary<string, string> EmptyMachine(string name) => new()
    {
        ["HOME"] = Directory.CreateDirectory(Path.Combine(home, name)).FullName,
        ["DOTNET_CLI_HOME"] = Path.Combine(home, name),
        ["XDG_DATA_HOME"] = Path.Combine(home, name, "data"),
        ["NUGET_PACKAGES"] = Path.Combine(home, "packages"),
        ["OVERHEAR_LIBTORCH"] = "",
    };

    /// <summary>A package folder with everything that this machine has but the backend.</summary>
    string Shelf()
    {
        var shelf = Directory.CreateDirectory(Path.Combine(home, "shelf")).FullName;
        foreach (var package in Directory.EnumerateDirectories(Tool.PackageRoot).Where(folder => !Path.GetFileName(folder).StartsWith("libtorch", StringComparison.OrdinalIgnoreCase)))
            Directory.CreateSymbolicLink(Path.Combine(shelf, Path.GetFileName(package)), package);
        return shelf;
    }

    [Fact]
    public async Task On_an_empty_machine_one_line_and_a_model_are_enough_in_either_language()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Maps of a process are a file on Linux only.");
        TinyModel.Write(Path.Combine(extension.Folder, "fetched"));
        foreach (var (first, second) in new[] { ("csharp", "fsharp"), ("fsharp", "csharp") })
        {
            await using (var tool = await extension.Start(EmptyMachine(first)))
            {
                var line = (await tool.Run(extension.Line, first)).Ok();
                var remark = Assert.Single(line.Outputs, output => output.Text.StartsWith("Fetching the CPU backend", StringComparison.Ordinal));
                Assert.Contains("MB to download", remark.Text, StringComparison.Ordinal);
                Assert.Contains(line.Outputs, output => output.Id == remark.Id && output.Text.StartsWith("Fetched the CPU backend", StringComparison.Ordinal));
                (await tool.Run("#!model fetched", first)).Ok();
                Assert.Equal("fetched", (await tool.Run("lm.Name", second)).Ok().Value);
                Assert.Equal("1", (await tool.Run(Maps.CountInCSharp)).Ok().Value);
            }
            Directory.Delete(Path.Combine(home, "packages", "libtorch-cpu-linux-x64"), recursive: true); // for the other language
        }
    }

    [Fact]
    public async Task A_backend_that_was_named_is_taken_and_none_is_fetched()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Maps of a process are a file on Linux only.");
        var package = Backend.PackageLine.Split(", ");
        var natives = Path.Combine(Tool.PackageRoot, package[0], package[1], "runtimes", "linux-x64", "native");
        var machine = EmptyMachine("named");
        machine["OVERHEAR_LIBTORCH"] = natives;
        await using var tool = await extension.Start(machine);
        Assert.DoesNotContain("CPU backend", (await tool.Run(extension.Line)).Ok().AllText, StringComparison.Ordinal);
        Assert.Equal("1", (await tool.Run(Maps.CountInCSharp)).Ok().Value);
        Assert.False(Directory.Exists(Path.Combine(home, "packages", package[0])));
    }

    [Fact]
    public async Task What_cannot_be_fetched_fails_one_cell_and_works_as_soon_as_it_is_there()
    {
        // Everything but the backend is found; no source has it.
        var machine = EmptyMachine("offline");
        machine["NUGET_FALLBACK_PACKAGES"] = Shelf();
        var settings = Directory.CreateDirectory(Path.Combine(machine["HOME"], ".nuget", "NuGet")).FullName;
        await File.WriteAllTextAsync(Path.Combine(settings, "NuGet.Config"), "<configuration><packageSources><clear /></packageSources></configuration>", TestContext.Current.CancellationToken);
        await using var tool = await extension.Start(machine);
        Assert.Contains("Unable to find package libtorch-cpu-linux-x64", (await tool.Run(extension.Line)).Error, StringComparison.Ordinal);
        Assert.Equal("9.6", (await tool.Run("new Overhear.HeadId(9, 6)")).Ok().Value);
        Assert.Contains("#r \"nuget: libtorch-cpu-linux-x64, ", (await tool.Run("Overhear.Backend.Require();")).Error, StringComparison.Ordinal);

        var backend = Backend.PackageLine.Split(", ")[0];
        Directory.CreateSymbolicLink(Path.Combine(home, "packages", backend), Path.Combine(Tool.PackageRoot, backend));
        (await tool.Run("Overhear.Backend.Require();")).Ok();
        Assert.Equal("1", (await tool.Run(Maps.CountInCSharp)).Ok().Value);
    }

    [Theory]
    [InlineData("added")]
    [InlineData("named")]
    public async Task Where_CUDA_was_chosen_no_other_libtorch_is_fetched_or_loaded(string how)
    {
        var folder = Directory.CreateDirectory(Path.Combine(extension.Folder, how)).FullName;
        var variables = extension.PackageFolders.ToDictionary(StringComparer.Ordinal);
        if (how == "added") variables["PATH"] = Environment.GetEnvironmentVariable("PATH") + Path.PathSeparator + Path.Combine(folder, "torchsharp-cuda-linux", "0.107.0");
        else
        {
            variables = EmptyMachine("cuda");
            variables["NUGET_FALLBACK_PACKAGES"] = Shelf();
            await File.WriteAllTextAsync(Path.Combine(folder, "environment.json"), """{ "backend": "cuda" }""", TestContext.Current.CancellationToken);
        }
        await using var tool = await extension.Start(variables, how);
        Assert.DoesNotContain("CPU backend", (await tool.Run(extension.Line)).Ok().AllText, StringComparison.Ordinal);
        Assert.Equal("9.6", (await tool.Run("new Overhear.HeadId(9, 6)")).Ok().Value);
        Assert.Equal("False", (await tool.Run("System.IO.File.ReadAllText(\"/proc/self/maps\").Contains(\"libtorch_cpu.so\")")).Ok().Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TorchSharp_cpu_before_or_after_leaves_one_libtorch(bool before)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Maps of a process are a file on Linux only.");
        var bundle = $"#r \"nuget: TorchSharp-cpu, {typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3)}\"";
        await using var tool = await extension.Start();
        foreach (var line in before ? new[] { bundle, extension.Line } : [extension.Line, bundle])
            Assert.DoesNotContain("Fetching", (await tool.Run(line)).Ok().AllText, StringComparison.Ordinal);
        Assert.Equal("1", (await tool.Run(Maps.CountInCSharp)).Ok().Value);
        Assert.Equal("9.6", (await tool.Run("Overhear.HeadId(9, 6)", "fsharp")).Ok().Value);
    }
}
