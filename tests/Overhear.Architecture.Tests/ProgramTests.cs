namespace Overhear.Architecture.Tests;

/// <summary>What a program of someone's own sees: a plain project with a package line, built and run as its author would.</summary>
[Trait("Category", "slow")]
public sealed class ProgramTests(PackedProjects packed) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-program-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task With_the_plain_package_line_one_libtorch_is_mapped_and_it_is_the_programs_own()
    {
        var program = await Build(withBackend: true);
        var run = await Run(program, []);
        Assert.True(run.ExitCode == 0, run.Everything);
        var mapped = Assert.Single(Mapped(run));
        Assert.StartsWith(Path.GetDirectoryName(program)!, mapped, StringComparison.Ordinal);
        Assert.Contains("sum 4", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_line_the_error_names_it_and_the_exit_code_tells()
    {
        var program = await Build(withBackend: false);
        var empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        var run = await Run(program, [], ("HOME", empty), ("NUGET_PACKAGES", empty), ("XDG_DATA_HOME", empty), ("OVERHEAR_LIBTORCH", null));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("BackendNotFoundException", run.Errors, StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"libtorch-cpu-linux-x64\" Version=\"", run.Errors, StringComparison.Ordinal);
        Assert.Contains("#r \"nuget: libtorch-cpu-linux-x64, ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sum", run.Output, StringComparison.Ordinal);

        // The same program finds a libtorch that lies in the package folder, in a folder that is named, or in the process already.
        var found = await Run(program, []);
        Assert.True(found.ExitCode == 0, found.Everything);
        Assert.StartsWith(PackedProjects.GlobalPackages, Assert.Single(Mapped(found)), StringComparison.Ordinal);

        var elsewhere = CopyOfTheBackend();
        var named = await Run(program, [], ("OVERHEAR_LIBTORCH", elsewhere));
        Assert.True(named.ExitCode == 0, named.Everything);
        Assert.StartsWith(elsewhere, Assert.Single(Mapped(named)), StringComparison.Ordinal);

        var preloaded = await Run(program, [elsewhere]);
        Assert.True(preloaded.ExitCode == 0, preloaded.Everything);
        Assert.StartsWith(elsewhere, Assert.Single(Mapped(preloaded)), StringComparison.Ordinal);
    }

    async Task<string> Build(bool withBackend)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader does nothing outside of Linux, and maps of a process are a file there.");
        var core = (await packed.Packages).Single(package => package.Id == "Overhear.Core");
        var backend = withBackend ? $"""<PackageReference Include="libtorch-cpu-linux-x64" Version="{Backend.PackageLine.Split(", ")[1]}" />""" : "";
        await Write("Program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Overhear.Core" Version="{core.Version}" />
                {backend}
              </ItemGroup>
            </Project>
            """);
        await Write("Program.cs", """
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using TorchSharp;

            // Someone else's libtorch, loaded before anything of Overhear is touched.
            if (args is [var folder])
                foreach (var pattern in new[] { "libgomp-*.so*", "libc10.so", "libtorch_cpu.so", "libtorch.so" })
                    foreach (var file in Directory.GetFiles(folder, pattern)) NativeLibrary.Load(file);
            Compute();

            [MethodImpl(MethodImplOptions.NoInlining)]
            static void Compute()
            {
                Overhear.Backend.Require();
                using var ones = torch.ones(2, 2);
                Console.WriteLine($"sum {ones.sum().item<float>()}");
                foreach (var path in File.ReadLines("/proc/self/maps").Where(line => line.EndsWith("/libtorch_cpu.so")).Select(line => line[line.IndexOf('/')..]).Distinct())
                    Console.WriteLine($"mapped {path}");
            }
            """);
        // Packages that this machine has are read where they lie; only ours are unpacked, into a folder that goes with the test.
        await Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packed.Source}" /><add key="here" value="{PackedProjects.GlobalPackages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{PackedProjects.GlobalPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        var build = await Command.Run("dotnet", ["build", "-c", "Release", "-v", "q", "-p:RestoreFallbackFolders=" + PackedProjects.GlobalPackages], folder, ("NUGET_PACKAGES", Path.Combine(folder, "packages")), ("CI", null));
        Assert.True(build.ExitCode == 0, build.Everything);
        return Path.Combine(folder, "bin", "Release", "net10.0", "Program.dll");
    }

    /// <summary>A second libtorch on this machine. A link would not do: the system knows a file that it has mapped by whatever name.</summary>
    string CopyOfTheBackend()
    {
        var line = Backend.PackageLine.Split(", ");
        var target = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        var natives = Path.Combine(PackedProjects.GlobalPackages, line[0], line[1], "runtimes", "linux-x64", "native");
        foreach (var pattern in new[] { "libgomp-*.so*", "libc10.so", "libtorch_cpu.so", "libtorch.so" })
            foreach (var file in Directory.EnumerateFiles(natives, pattern)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return target;
    }

    static IEnumerable<string> Mapped(Command run) => run.Output.Split('\n').Where(line => line.StartsWith("mapped ", StringComparison.Ordinal)).Select(line => line["mapped ".Length..]);

    Task<Command> Run(string program, string[] arguments, params (string, string?)[] variables) => Command.Run("dotnet", [program, .. arguments], folder, variables);

    Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
}
