using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

/// <summary>A small checkout is packed, its package used by a notebook that lies elsewhere, changed under the same version, and used again.</summary>
[Trait("Category", "host")]
public sealed class PackageBuildTests : IDisposable
{
    readonly TestNotebook checkout = new();
    readonly TestNotebook elsewhere = new();
    readonly string id = $"OverhearTest{Guid.NewGuid():N}";
    readonly PackageFolder packages = PackageFolder.Find(Path.GetTempPath());

    public void Dispose()
    {
        checkout.Dispose();
        elsewhere.Dispose();
        var folder = Path.Combine(packages.Root, id.ToLowerInvariant());
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        ResolutionCache.Default.Forget([id]);
    }

    void WriteProject(int value)
    {
        checkout.WriteText("src/Extensions/Tiny/Tiny.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><PackageId>{id}</PackageId><Version>0.1.0</Version></PropertyGroup>
            </Project>
            """);
        checkout.WriteText("src/Extensions/Tiny/Tiny.cs", $"namespace Tiny; public static class Number {{ public static int Value => {value}; }}");
        checkout.WriteText("Directory.Build.props", "<Project />");
        checkout.WriteText("Notebooks.sln", """
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Tiny", "src\Extensions\Tiny\Tiny.csproj", "{B02322FF-1F74-45A1-8850-CFA63237262B}"
            EndProject
            Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Release|Any CPU = Release|Any CPU
            	EndGlobalSection
            	GlobalSection(ProjectConfigurationPlatforms) = postSolution
            		{B02322FF-1F74-45A1-8850-CFA63237262B}.Release|Any CPU.ActiveCfg = Release|Any CPU
            		{B02322FF-1F74-45A1-8850-CFA63237262B}.Release|Any CPU.Build.0 = Release|Any CPU
            	EndGlobalSection
            EndGlobal
            """);
    }

    async Task<bool> BuildAsync() => await new PackageBuild(BuildTree.FindFrom(checkout.Folder)!, packages, ResolutionCache.Default, new Silence()).BringUpToDateAsync(TestContext.Current.CancellationToken);

    async Task<string> RunAsync()
    {
        var path = elsewhere.Write("n.ipynb", ("csharp", $"#r \"nuget: {id}, 0.1.0\"\nConsole.Write(Tiny.Number.Value);", []));
        var settings = new RunSettings(Path.Combine(elsewhere.Folder, "out"), [], TimeSpan.FromMinutes(3)) { HostAssembly = HostFixture.Assembly, PackageSources = [Path.Combine(checkout.Folder, "artifacts", "packages")] };
        var result = await new NotebookRun(NotebookFile.Read(path), settings, new Silence()).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.Error?.Message);
        return NotebookCell.Joined(JsonNode.Parse(File.ReadAllText(result.NotebookPath))!["cells"]![0]!["outputs"]![0]!["text"]);
    }

    [Fact]
    public async Task A_notebook_elsewhere_gets_this_build_s_package_and_after_a_change_the_new_one()
    {
        WriteProject(1);
        Assert.True(await BuildAsync());
        Assert.Equal("1", await RunAsync());
        Assert.False(await BuildAsync()); // nothing has changed
        WriteProject(2);
        Assert.True(await BuildAsync());
        Assert.Equal("2", await RunAsync());
        // Another checkout's build of the same version has been put there in the meantime.
        File.WriteAllText(Path.Combine(packages.Root, id.ToLowerInvariant(), "0.1.0", ".nupkg.metadata"), """{"version":2,"contentHash":"other","source":null}""");
        Assert.False(await BuildAsync());
        Assert.True(packages.Holds(Assert.Single(BuiltPackage.In(Path.Combine(checkout.Folder, "artifacts", "packages")))));
        checkout.WriteText("src/Extensions/Tiny/Tiny.cs", "namespace Tiny; broken");
        var fault = await Assert.ThrowsAsync<PackFault>(BuildAsync);
        Assert.Contains("Tiny.cs(1,", fault.Message);
    }
}
