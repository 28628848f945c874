using System.Buffers.Binary;
using System.Text;

namespace Overhear;

/// <summary>
/// Reads and relaxes the symbol versions that an ELF library asks of its dependencies (section <c>.gnu.version_r</c>).
/// </summary>
/// <remarks>
/// TorchSharp's Linux library asks libstdc++ for GLIBCXX_3.4.32, which Debian 12 and Ubuntu 22.04 do not have, and uses nothing of
/// it but an initialiser that no code calls. Marking that need as weak (VER_FLG_WEAK) lets the dynamic linker go on without it.
/// Layout: System V ABI, "Symbol Versioning" (Verneed and Vernaux entries), 64-bit little-endian.
/// </remarks>
static class ElfVersionNeeds
{
    const uint GnuVersionNeed = 0x6ffffffe; // SHT_GNU_verneed
    const byte WeakFlag = 2;                // VER_FLG_WEAK

    /// <summary>Marks the need for <paramref name="version"/> as weak, in place.</summary>
    /// <returns>How many entries named that version.</returns>
    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF file, or a table points outside of it.</exception>
    public static int MakeWeak(byte[] elf, string version)
    {
        var marked = 0;
        foreach (var (entry, name) in Entries(elf))
        {
            if (name != version) continue;
            elf[entry + 4] |= WeakFlag; // low byte of vna_flags
            marked++;
        }
        return marked;
    }

    /// <summary>The versions that the library insists on: named and not weak.</summary>
    public static IReadOnlyList<string> Strong(byte[] elf) =>
        [.. Entries(elf).Where(e => (elf[e.Entry + 4] & WeakFlag) == 0).Select(e => e.Name)];

    static List<(int Entry, string Name)> Entries(byte[] elf)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != (byte)'E' || elf[2] != (byte)'L' || elf[3] != (byte)'F' || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("This is no 64-bit little-endian ELF file.");
        var found = new List<(int, string)>();
        try
        {
            int sections = Offset(elf, 0x28), size = Half(elf, 0x3A), count = Half(elf, 0x3C);
            for (var i = 0; i < count; i++)
            {
                var section = sections + i * size;
                if (Word(elf, section + 4) != GnuVersionNeed) continue;
                var strings = Offset(elf, sections + (int)Word(elf, section + 0x28) * size + 0x18);
                for (var need = Offset(elf, section + 0x18); ;)
                {
                    var entry = need + (int)Word(elf, need + 8);
                    int entries = Half(elf, need + 2);
                    for (var k = 0; k < entries; k++)
                    {
                        found.Add((entry, Text(elf, strings + (int)Word(elf, entry + 8))));
                        if (k + 1 < entries) entry += Step(elf, entry + 12);
                    }
                    if (Word(elf, need + 12) == 0) break;
                    need += Step(elf, need + 12);
                }
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The ELF file's version table points outside of the file.", e);
        }
        return found;
    }

    static int Half(byte[] elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(at));

    static uint Word(byte[] elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan(at));

    // Both kinds of entry are 16 bytes long, so a table in order only leads forward; one that led back might never end.
    static int Step(byte[] elf, int at) => (int)Word(elf, at) is >= 16 and var step ? step : throw new ArgumentOutOfRangeException(nameof(at));

    static int Offset(byte[] elf, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(at)));

    static string Text(byte[] elf, int at)
    {
        var text = elf.AsSpan(at);
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }
}
