using System.Diagnostics;

namespace Overhear.Tests;

/// <summary>Damaged files give the one kind of error, or can be read: never another exception, and never a read outside of the file.</summary>
[Trait("Category", "fast")]
public sealed class SafetensorsFuzzTests : FileTestFolder
{
    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        var random = new SeededRandom(20);
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("h.0.w", [1, 2, 3, 4], 2, 2).AddInts("ids", [5, 6], 2).AddLongs("n", [7]).AddFloats("none", [], 0).AddMetadata("ключ", "value \" \\").Save(path);
        var whole = File.ReadAllBytes(path);
        var (refused, read) = (0, 0);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 20_000 && (round < 500 || clock.ElapsedMilliseconds < 1000); round++)
        {
            File.WriteAllBytes(path, Damage(whole, random));
            try
            {
                using var file = SafetensorsFile.Open(path);
                foreach (var entry in file.Entries) file.Read(entry, new byte[entry.ByteLength]);
                read++;
            }
            catch (InvalidFileException e)
            {
                Assert.NotEmpty(e.Faults);
                refused++;
            }
        }
        Assert.True(refused > 0 && read > 0, $"{refused} refused, {read} read: the damage is of one kind only");
    }

    static byte[] Damage(byte[] whole, SeededRandom random)
    {
        var bytes = whole.ToList();
        for (var times = 1 + Below(3); times > 0; times--)
        {
            var place = Below(bytes.Count);
            switch (Below(6))
            {
                case 0: bytes[place] ^= (byte)(1 << Below(8)); break;
                case 1: bytes[place] = (byte)Below(256); break;
                case 2: bytes.RemoveAt(place); break;
                case 3: bytes.Insert(place, "{}[]\",:\\0123456789-.eE\0\x7f"u8[Below(24)]); break;
                case 4: bytes.RemoveRange(place, bytes.Count - place); break;
                default: bytes[place] = bytes[Below(bytes.Count)]; break;
            }
            if (bytes.Count == 0) break;
        }
        return [.. bytes];

        int Below(int count) => random.Next(count);
    }
}
