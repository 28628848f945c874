using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class NativeLoaderTests : IDisposable
{
    readonly string cache = Directory.CreateTempSubdirectory("overhear-native-").FullName;

    public void Dispose() => Directory.Delete(cache, recursive: true);

    [Fact]
    public void The_backend_computes()
    {
        Backend.Require();
        Assert.True(Backend.IsAvailable);
        using var ones = torch.ones(3, 3);
        using var sum = ones.mm(ones).sum();
        Assert.Equal(27f, sum.item<float>());
        Assert.Contains("CPU", Backend.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void TF32_is_off_unless_asked_for()
    {
        Backend.Require();
        Assert.False(torch.backends.cuda.matmul.allow_tf32);
        Backend.AllowTF32(true);
        Assert.True(torch.backends.cuda.matmul.allow_tf32);
        Assert.True(torch.backends.cudnn.allow_tf32);
        Backend.AllowTF32(false);
        Assert.False(torch.backends.cuda.matmul.allow_tf32);
    }

    [Fact]
    public void One_libtorch_is_mapped_and_none_lies_in_the_output()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Maps of a process are a file on Linux only.");
        Backend.Require();
        var mapped = File.ReadLines("/proc/self/maps").Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]).Where(path => path.EndsWith("libtorch_cpu.so", StringComparison.Ordinal)).Distinct();
        Assert.Equal(NativeLoader.Origin, Assert.Single(mapped));
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "libtorch*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Where_the_original_loads_it_is_taken_and_nothing_is_written()
    {
        List<string> tried = [];
        var loaded = NativeLoader.LoadLibTorchSharp(Original(), cache, path => { tried.Add(path); return true; });
        Assert.Equal(Original(), loaded);
        Assert.Equal([Original()], tried);
        Assert.Empty(Directory.EnumerateFileSystemEntries(cache));
    }

    [Fact]
    public void Where_the_original_does_not_load_a_patched_copy_is()
    {
        List<string> tried = [];
        var loaded = NativeLoader.LoadLibTorchSharp(Original(), cache, path => { tried.Add(path); return path != Original(); });
        Assert.Equal([Original(), loaded], tried);
        Assert.StartsWith(cache, loaded, StringComparison.Ordinal);
        Assert.Contains(NativeSearch.TorchSharpVersion, Path.GetFileName(Path.GetDirectoryName(loaded))!, StringComparison.Ordinal);
        Assert.DoesNotContain("GLIBCXX_3.4.32", ElfVersionNeeds.Strong(File.ReadAllBytes(loaded)));
        Assert.Single(Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories)); // no temporary file stays
    }

    [Fact]
    public void A_copy_that_is_there_is_used_again()
    {
        var first = NativeLoader.Patched(Original(), cache);
        var (written, marker) = (File.GetLastWriteTimeUtc(first), DateTime.UtcNow.AddDays(-1));
        File.SetLastWriteTimeUtc(first, marker);
        Assert.Equal(first, NativeLoader.Patched(Original(), cache));
        Assert.Equal(marker, File.GetLastWriteTimeUtc(first), TimeSpan.FromSeconds(1));
        Assert.NotEqual(marker, written);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copy_that_was_cut_short_or_changed_is_written_anew(bool cut)
    {
        var path = NativeLoader.Patched(Original(), cache);
        var sound = File.ReadAllBytes(path);
        var damaged = (byte[])sound.Clone();
        damaged[^1] ^= 1;
        File.WriteAllBytes(path, cut ? sound[..(sound.Length / 2)] : damaged);
        Assert.Equal(path, NativeLoader.Patched(Original(), cache));
        Assert.Equal(sound, File.ReadAllBytes(path));
    }

    [Fact]
    public void Another_original_has_a_copy_of_its_own()
    {
        var other = Path.Combine(cache, "libLibTorchSharp.so");
        File.WriteAllBytes(other, [.. File.ReadAllBytes(Original()), 0]);
        Assert.NotEqual(NativeLoader.Patched(Original(), cache), NativeLoader.Patched(other, cache));
    }

    [Fact]
    public void Where_neither_loads_the_error_says_what_is_needed()
    {
        var error = Assert.Throws<DllNotFoundException>(() => NativeLoader.LoadLibTorchSharp(Original(), cache, _ => false));
        Assert.Contains("Debian 12", error.Message, StringComparison.Ordinal);
        Assert.Contains("glibc 2.35", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_fails_for_another_reason_says_so()
    {
        var file = Path.Combine(cache, "libLibTorchSharp.so");
        var bytes = File.ReadAllBytes(Original());
        ReplaceAll(bytes, "GLIBCXX_3.4.32"u8, "GLIBCXX_3.4.29"u8);
        File.WriteAllBytes(file, bytes);
        var error = Assert.Throws<DllNotFoundException>(() => NativeLoader.LoadLibTorchSharp(file, cache, _ => false));
        Assert.Contains("not for want of GLIBCXX_3.4.32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_of_a_missing_backend_names_the_line_to_add()
    {
        var error = new BackendNotFoundException(Backend.PackageLine, new FileNotFoundException("nothing there"));
        Assert.Contains("nothing there", error.Message, StringComparison.Ordinal);
        Assert.Contains($"#r \"nuget: {NativeSearch.BackendPackage}, {NativeSearch.LibTorchVersion}\"", error.Message, StringComparison.Ordinal);
        Assert.Contains($"<PackageReference Include=\"{NativeSearch.BackendPackage}\" Version=\"{NativeSearch.LibTorchVersion}\" />", error.Message, StringComparison.Ordinal);
        Assert.Contains(NativeSearch.FolderVariable, error.Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(error.InnerException);
    }

    static string Original()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader does nothing outside of Linux.");
        return NativeSearch.Find("libLibTorchSharp.so", "torchsharp", NativeSearch.TorchSharpVersion)!;
    }

    static void ReplaceAll(byte[] bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        for (int at; (at = bytes.AsSpan().IndexOf(from)) >= 0;) to.CopyTo(bytes.AsSpan(at));
    }
}
