namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class FileHashTests : FileTestFolder
{
    // FIPS 180-2, appendix B, and the digest of nothing.
    [Theory]
    [InlineData("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("aaaaaaaaaa", 100_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")]
    public void Known_digests(string text, int times, string digest) =>
        Assert.Equal(digest, FileHash.Sha256(WriteText("a", string.Concat(Enumerable.Repeat(text, times))), TestContext.Current.CancellationToken));

    [Fact]
    public void A_file_of_several_pieces()
    {
        var bytes = new byte[(5 << 20) + 3];
        new Random(1).NextBytes(bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), FileHash.Sha256(WriteBytes("a", bytes), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_can_be_cancelled() => Assert.Throws<OperationCanceledException>(() => FileHash.Sha256(WriteText("a", "x"), new CancellationToken(canceled: true)));
}
