using System.Buffers.Binary;
using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class ElfVersionNeedsTests
{
    const string Missing = "GLIBCXX_3.4.32";

    [Fact]
    public void A_need_is_found_made_weak_and_nothing_else_changes()
    {
        var elf = Library(("libstdc++.so.6", [("GLIBCXX_3.4", 0), (Missing, 0)]), ("libc.so.6", [("GLIBC_2.34", 0)]));
        Assert.Equal(["GLIBCXX_3.4", Missing, "GLIBC_2.34"], ElfVersionNeeds.Strong(elf));

        var patched = (byte[])elf.Clone();
        Assert.Equal(1, ElfVersionNeeds.MakeWeak(patched, Missing));
        Assert.Equal(["GLIBCXX_3.4", "GLIBC_2.34"], ElfVersionNeeds.Strong(patched));
        Assert.Single(elf.Zip(patched), pair => pair.First != pair.Second);

        var again = (byte[])patched.Clone();
        Assert.Equal(1, ElfVersionNeeds.MakeWeak(again, Missing));
        Assert.Equal(patched, again);
    }

    [Fact]
    public void Other_flags_of_the_entry_stay() // VER_FLG_BASE is 1
    {
        var elf = Library(("libstdc++.so.6", [(Missing, 1)]));
        ElfVersionNeeds.MakeWeak(elf, Missing);
        Assert.Equal(3, Flags(elf));
    }

    [Fact]
    public void A_library_without_the_need_is_left_alone()
    {
        var elf = Library(("libc.so.6", [("GLIBC_2.34", 0)]));
        var before = (byte[])elf.Clone();
        Assert.Equal(0, ElfVersionNeeds.MakeWeak(elf, Missing));
        Assert.Equal(before, elf);
    }

    [Fact]
    public void TorchSharps_own_library_loses_that_need_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TorchSharp's ELF library is only looked for on Linux.");
        var elf = File.ReadAllBytes(NativeSearch.Find("libLibTorchSharp.so", "torchsharp", NativeSearch.TorchSharpVersion)!);
        var (before, original) = (ElfVersionNeeds.Strong(elf), (byte[])elf.Clone());
        Assert.Contains(Missing, before);
        var marked = ElfVersionNeeds.MakeWeak(elf, Missing);
        Assert.Equal(before.Where(version => version != Missing), ElfVersionNeeds.Strong(elf));
        Assert.Equal(marked, original.Zip(elf).Count(pair => pair.First != pair.Second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    public void A_file_too_short_for_a_header_is_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Strong(Library(("a", [("B", 0)]))[..length]));

    [Theory]
    [InlineData(0, 0x7e)] // the magic number
    [InlineData(4, 1)]    // 32 bits
    [InlineData(5, 2)]    // big-endian
    public void Another_kind_of_file_is_refused(int at, byte value)
    {
        var elf = Library(("a", [("B", 0)]));
        elf[at] = value;
        Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Strong(elf));
    }

    [Fact]
    public void Damaged_bytes_are_read_or_refused_and_never_anything_else()
    {
        // Each field in turn is given values that lead out of the file, far back, or to itself.
        var sound = Library(("libstdc++.so.6", [("GLIBCXX_3.4", 0), (Missing, 0)]), ("libc.so.6", [("GLIBC_2.34", 0)]));
        var refused = 0;
        foreach (var value in new ulong[] { 1, 8, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, ulong.MaxValue })
            for (var at = 8; at + 8 <= sound.Length; at += 2)
            {
                var hostile = (byte[])sound.Clone();
                BinaryPrimitives.WriteUInt64LittleEndian(hostile.AsSpan(at), value);
                try { ElfVersionNeeds.MakeWeak(hostile, Missing); } // what still makes sense may be read
                catch (InvalidDataException) { refused++; }
            }
        Assert.True(refused > 0);
    }

    [Theory]
    [InlineData(12, uint.MaxValue)]      // vn_next: a byte back
    [InlineData(12, 4u)]                 // vn_next: into itself
    [InlineData(12, 0x7fffff00u)]        // vn_next: far outside
    [InlineData(16 + 12, uint.MaxValue)] // vna_next: a byte back
    [InlineData(16 + 12, 0u)]            // vna_next: the same entry again
    [InlineData(16 + 8, 0x7fffff00u)]    // vna_name: far outside
    [InlineData(8, 0x7fffff00u)]         // vn_aux: far outside
    public void A_table_that_leads_back_or_outside_is_refused(int at, uint value)
    {
        var elf = Library(("libstdc++.so.6", [("GLIBCXX_3.4", 0), (Missing, 0)]), ("libc.so.6", [("GLIBC_2.34", 0)]));
        BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(NeedsAt(elf) + at), value);
        Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Strong(elf));
    }

    static int NeedsAt(byte[] elf) => (int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(64 + 0x18));

    static int Flags(byte[] elf) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(NeedsAt(elf) + 16 + 4));

    /// <summary>A library of two sections: the versions that it needs of each file, and their names.</summary>
    static byte[] Library(params (string File, (string Version, ushort Flags)[] Versions)[] needs)
    {
        var (strings, table) = (new MemoryStream(), new MemoryStream());
        strings.WriteByte(0);
        foreach (var (need, index) in needs.Select((need, index) => (need, index)))
        {
            var entry = new byte[16 + 16 * need.Versions.Length]; // Verneed, then one Vernaux a version
            BinaryPrimitives.WriteUInt16LittleEndian(entry, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(2), (ushort)need.Versions.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), Name(need.File));
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), 16);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), index + 1 < needs.Length ? (uint)entry.Length : 0);
            for (var k = 0; k < need.Versions.Length; k++)
            {
                var aux = entry.AsSpan(16 + 16 * k);
                BinaryPrimitives.WriteUInt16LittleEndian(aux[4..], need.Versions[k].Flags);
                BinaryPrimitives.WriteUInt32LittleEndian(aux[8..], Name(need.Versions[k].Version));
                BinaryPrimitives.WriteUInt32LittleEndian(aux[12..], k + 1 < need.Versions.Length ? 16u : 0);
            }
            table.Write(entry);
        }

        const int Header = 64, Section = 64;
        var (needsAt, stringsAt) = (Header + 2 * Section, Header + 2 * Section + (int)table.Length);
        var elf = new byte[stringsAt + strings.Length];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(elf, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(0x28), Header);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(0x3A), Section);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(0x3C), 2);
        Describe(0, type: 0x6ffffffe, needsAt, (int)table.Length, link: 1);
        Describe(1, type: 3, stringsAt, (int)strings.Length, link: 0);
        table.ToArray().CopyTo(elf, needsAt);
        strings.ToArray().CopyTo(elf, stringsAt);
        return elf;

        uint Name(string text)
        {
            var at = (uint)strings.Position;
            strings.Write(Encoding.ASCII.GetBytes(text + '\0'));
            return at;
        }

        void Describe(int index, uint type, int offset, int size, uint link)
        {
            var section = elf.AsSpan(Header + index * Section);
            BinaryPrimitives.WriteUInt32LittleEndian(section[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(section[0x18..], (ulong)offset);
            BinaryPrimitives.WriteUInt64LittleEndian(section[0x20..], (ulong)size);
            BinaryPrimitives.WriteUInt32LittleEndian(section[0x28..], link);
        }
    }
}
