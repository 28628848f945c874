using System.IO.Compression;
using System.Text;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class PackageFolderTests : IDisposable
{
    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    BuiltPackage Package(string content)
    {
        var path = Path.Combine(files.Folder, "Tiny.1.0.0.nupkg");
        File.Delete(path);
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(archive, "Tiny.nuspec", "<package><metadata><id>Tiny</id><version>1.0.0</version><authors>a</authors><description>d</description></metadata></package>");
            Add(archive, "lib/net10.0/Tiny.txt", content);
        }
        return BuiltPackage.Read(path);
    }

    static void Add(ZipArchive archive, string name, string content)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    [Fact]
    public async Task A_copy_of_the_same_version_is_replaced_and_a_reader_of_the_old_one_keeps_it()
    {
        var folder = new PackageFolder(Path.Combine(files.Folder, "packages"));
        var first = Package("first");
        Assert.False(folder.Holds(first));
        await folder.ReplaceAsync(first, TestContext.Current.CancellationToken);
        Assert.True(folder.Holds(first));
        var file = Path.Combine(folder.PathOf(first.Identity), "lib", "net10.0", "Tiny.txt");
        Assert.Equal(Path.Combine(folder.Root, "tiny", "1.0.0", "lib", "net10.0", "Tiny.txt"), file);
        File.WriteAllText(Path.Combine(folder.PathOf(first.Identity), "stray.txt"), "of the old copy");
        using var reader = OperatingSystem.IsWindows() ? null : File.OpenText(file);

        var second = Package("second");
        Assert.False(folder.Holds(second));
        await folder.ReplaceAsync(second, TestContext.Current.CancellationToken);
        Assert.True(folder.Holds(second));
        Assert.Equal("second", File.ReadAllText(file));
        Assert.False(File.Exists(Path.Combine(folder.PathOf(first.Identity), "stray.txt")));
        Assert.Equal(OperatingSystem.IsWindows() ? null : "first", reader?.ReadToEnd());
        Assert.Equal(["tiny"], Directory.GetDirectories(folder.Root).Select(Path.GetFileName)); // nothing left of the work
    }

    [Fact]
    public async Task A_package_that_cannot_be_unpacked_leaves_the_copy_alone()
    {
        var folder = new PackageFolder(Path.Combine(files.Folder, "packages"));
        var package = Package("first");
        await folder.ReplaceAsync(package, TestContext.Current.CancellationToken);
        File.WriteAllText(package.Path, "no archive");
        await Assert.ThrowsAnyAsync<Exception>(() => folder.ReplaceAsync(package, TestContext.Current.CancellationToken));
        Assert.True(folder.Holds(package));
        Assert.Equal(["tiny"], Directory.GetDirectories(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void What_runs_that_were_cut_off_left_behind_is_swept_away()
    {
        var folder = new PackageFolder(Path.Combine(files.Folder, "packages"));
        var old = Directory.CreateDirectory(Path.Combine(folder.Root, ".overhear-1", "old"));
        var young = Directory.CreateDirectory(Path.Combine(folder.Root, ".overhear-2"));
        Directory.SetLastWriteTimeUtc(old.Parent!.FullName, DateTime.UtcNow.AddHours(-2));
        folder.Sweep();
        Assert.False(old.Exists && Directory.Exists(old.FullName));
        Assert.True(Directory.Exists(young.FullName));
    }

    [Fact]
    public void The_kernels_forget_lines_that_came_to_a_package()
    {
        var cache = Directory.CreateDirectory(Path.Combine(files.Folder, "nuget", "Cache")).FullName;
        File.WriteAllText(Path.Combine(cache, "aa.csx"), "#r \"/home/a/.nuget/packages/overhear.core/0.1.0/lib/net10.0/Overhear.Core.dll\"");
        File.WriteAllText(Path.Combine(cache, "aa.resolvedReferences.paths"), "Overhear.Core,0.1.0,/home/a,,");
        File.WriteAllText(Path.Combine(cache, "bb.fsx"), "#r @\"/home/a/.nuget/packages/overhear.core.other/0.1.0/x.dll\"");
        File.WriteAllText(Path.Combine(cache, "bb.resolvedReferences.paths"), "Overhear.Core.Other,0.1.0,/x,,");
        Assert.Equal(2, new ResolutionCache(files.Folder).Forget(["Overhear.Core"]));
        Assert.Equal(["bb.fsx", "bb.resolvedReferences.paths"], Directory.GetFiles(cache).Select(Path.GetFileName).Order());
        Assert.Equal(0, new ResolutionCache(Path.Combine(files.Folder, "none")).Forget(["A"]));
    }

    [Fact]
    public void The_digest_sees_every_change_and_nothing_that_a_build_makes()
    {
        var root = files.Folder;
        files.WriteText("src/Extensions/A/A.cs", "a");
        files.WriteText("Directory.Packages.props", "<Project/>");
        files.WriteText("notebooks/models/teaching/config.json", "{}");
        var before = SourceDigest.Of(root);
        files.WriteText("src/Extensions/A/obj/x.txt", "made");
        files.WriteText("src/Extensions/A/bin/x.txt", "made");
        files.WriteText("src/Kernel/Program.cs", "not packed");
        Assert.Equal(before, SourceDigest.Of(root));
        var seen = new HashSet<string> { before };
        foreach (var (path, text) in ((string, string)[])[("src/Extensions/A/A.cs", "b"), ("src/Extensions/A/B.cs", ""), ("Directory.Packages.props", "<Project />"), ("notebooks/models/teaching/config.json", "{ }"), ("README.md", "x"), ("src/Directory.Build.props", "y")])
        {
            files.WriteText(path, text);
            Assert.True(seen.Add(SourceDigest.Of(root)), path);
        }
        File.Move(Path.Combine(root, "src/Extensions/A/B.cs"), Path.Combine(root, "src/Extensions/A/C.cs"));
        Assert.True(seen.Add(SourceDigest.Of(root)));
    }

    [Fact]
    public async Task A_lock_is_held_by_one()
    {
        var path = Path.Combine(files.Folder, "lock");
        var waited = 0;
        var first = await FolderLock.TakeAsync(path, () => waited++, TestContext.Current.CancellationToken);
        using var time = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FolderLock.TakeAsync(path, () => waited++, time.Token));
        Assert.Equal(1, waited);
        first.Dispose();
        (await FolderLock.TakeAsync(path, () => waited++, TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(1, waited);
    }
}
