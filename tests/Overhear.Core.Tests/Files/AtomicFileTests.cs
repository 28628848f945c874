using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class AtomicFileTests : FileTestFolder
{
    [Fact]
    public void The_new_content_replaces_the_old_whole()
    {
        var path = WriteText("a.txt", "a longer old text");
        AtomicFile.WriteText(path, "né");
        Assert.Equal(Encoding.UTF8.GetBytes("né"), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Until_it_is_whole_the_old_file_stands_there()
    {
        var path = WriteText("a.txt", "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal(2, Directory.GetFiles(Folder).Length); // the new one grows in the same folder, so that renaming it moves no bytes
        });
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        var path = WriteText("a.txt", "old");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[200_000]);
            throw new OperationCanceledException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Folders_are_made()
    {
        AtomicFile.WriteText(PathOf("x/y/a.txt"), "text");
        Assert.Equal("text", File.ReadAllText(PathOf("x/y/a.txt")));
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        Directory.CreateDirectory(PathOf("x"));
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => AtomicFile.WriteText(PathOf("x"), "text")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Permissions_are_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var path = WriteText("a.txt", "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.WriteText(path, "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
