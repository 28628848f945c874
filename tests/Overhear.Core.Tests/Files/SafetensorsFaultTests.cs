using System.Buffers.Binary;
using System.Text;

namespace Overhear.Tests;

/// <summary>Every way in which the bytes of a .safetensors file can be wrong gives one error that says what is allowed.</summary>
[Trait("Category", "fast")]
public sealed class SafetensorsFaultTests : FileTestFolder
{
    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(7, "it holds 7 bytes; it must begin with 8 bytes")]
    public void Too_short_for_a_length(int bytes, string fault) => Refused(new byte[bytes], fault);

    [Fact]
    public void Header_cut_off()
    {
        var whole = Safetensors("{" + Tensor("a", "F32", "[2]", 0, 8) + "}", 8);
        Refused(whole[..40], $"its header takes {whole.Length - 16} bytes, yet only 32 follow: the file is cut off");
    }

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Header_longer_than_allowed(ulong length)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Refused(bytes, $"the header takes {length} bytes; at most 100000000 are allowed");
    }

    [Fact]
    public void Header_of_the_longest_length_is_read()
    {
        // Spaces after the object are allowed, so this is the longest valid header there is.
        var path = PathOf("long.safetensors");
        using (var stream = File.Create(path))
        {
            stream.Write(Safetensors("{}"));
            stream.Position = 0;
            stream.Write(BitConverter.GetBytes(100_000_000L));
            stream.Position = 10;
            var spaces = new byte[1 << 20];
            spaces.AsSpan().Fill((byte)' ');
            for (var left = 100_000_000 - 2; left > 0; left -= spaces.Length) stream.Write(spaces.AsSpan(0, Math.Min(left, spaces.Length)));
        }
        using var file = SafetensorsFile.Open(path);
        Assert.Empty(file.Entries);
    }

    [Theory]
    [InlineData("", "its header is empty")]
    [InlineData("[1,2]", "its header begins with byte 0x5b; it must begin with '{'")]
    [InlineData(" {}", "its header begins with byte 0x20")]
    [InlineData("null", "its header begins with byte 0x6e")]
    [InlineData("{", "in its header, it is not JSON at line 1, byte")]
    [InlineData("{\"a\":}", "in its header, it is not JSON at line 1, byte 6")]
    [InlineData("{} {}", "in its header, it is not JSON at line 1, byte 4")]
    [InlineData("{\"a\":1,}", "in its header, it is not JSON")]
    [InlineData("{/**/}", "in its header, it is not JSON")]
    [InlineData("{}\0\0", "in its header, it is not JSON")]
    [InlineData("{\"\\ud800\":1}", "in its header, the text at byte 1 escapes half of a surrogate pair")]
    public void Header_that_is_no_JSON_object(string header, string fault) => Refused(Safetensors(header), fault);

    [Fact]
    public void Header_nested_too_deeply() =>
        Refused(Safetensors("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), "in its header, it is not JSON");

    [Fact]
    public void Header_that_is_not_UTF8() =>
        Refused(Safetensors([(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}']), "in its header, it is not UTF-8 text (from byte 2 on)");

    [Theory]
    [InlineData("1", "tensor 'a' is 1; an object with dtype, shape and data_offsets is allowed")]
    [InlineData("[{}]", "tensor 'a' is an array")]
    [InlineData("{}", "tensor 'a' has no dtype and no shape and no data_offsets")]
    [InlineData("""{"shape":[],"data_offsets":[0,0]}""", "tensor 'a' has no dtype")]
    [InlineData("""{"dtype":"F31","shape":[0],"data_offsets":[0,0]}""", "dtype is 'F31'; allowed are BOOL, U8,")]
    [InlineData("""{"dtype":"f32","shape":[0],"data_offsets":[0,0]}""", "dtype is 'f32'")]
    [InlineData("""{"dtype":"14","shape":[0],"data_offsets":[0,0]}""", "dtype is '14'")]
    [InlineData("""{"dtype":"F32,F64","shape":[0],"data_offsets":[0,0]}""", "dtype is 'F32,F64'")]
    [InlineData("""{"dtype":"F4","shape":[0],"data_offsets":[0,0]}""", "dtype is 'F4'")]
    [InlineData("""{"dtype":7,"shape":[0],"data_offsets":[0,0]}""", "dtype is 7")]
    [InlineData("""{"dtype":["F32"],"shape":[0],"data_offsets":[0,0]}""", "dtype is an array")]
    [InlineData("""{"dtype":"F32","shape":3,"data_offsets":[0,0]}""", "shape is 3; an array of whole numbers is allowed")]
    [InlineData("""{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}""", "shape holds -1; whole numbers from 0 to 9223372036854775807 are allowed")]
    [InlineData("""{"dtype":"F32","shape":[1.5],"data_offsets":[0,0]}""", "shape holds 1.5")]
    [InlineData("""{"dtype":"F32","shape":[1e1],"data_offsets":[0,0]}""", "shape holds 1e1")]
    [InlineData("""{"dtype":"F32","shape":["1"],"data_offsets":[0,0]}""", "shape holds the text '1'")]
    [InlineData("""{"dtype":"F32","shape":[[1]],"data_offsets":[0,0]}""", "shape holds an array")]
    [InlineData("""{"dtype":"F32","shape":[null],"data_offsets":[0,0]}""", "shape holds null")]
    [InlineData("""{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}""", "shape holds 99999999999999999999")]
    [InlineData("""{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,0]}""", "shape [9223372036854775807] of F32 takes more than 9223372036854775807 bytes")]
    [InlineData("""{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}""", "takes more than 9223372036854775807 bytes")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,0]}""", "shape [1] of F32 takes 4 bytes, yet its data_offsets [0, 0] hold 0")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":{}}""", "data_offsets is an object")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[]}""", "data_offsets holds no number; 2 are asked for")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[0]}""", "data_offsets holds 1 number; 2 are asked for")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[0,0,0]}""", "data_offsets holds 3 numbers; at most 2 are allowed")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[0,-4]}""", "data_offsets holds -4")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[4,0]}""", "data_offsets [4, 0] end before they begin")]
    [InlineData("""{"dtype":"F32","shape":[0],"shape":[0],"data_offsets":[0,0]}""", "'shape' stands there twice")]
    [InlineData("""{"dtype":"F32","shape":[0],"data_offsets":[0,0],"x":1,"x":2}""", "'x' stands there twice")]
    public void Tensor_that_is_wrong(string tensor, string fault) => Refused(Safetensors($$"""{"a":{{tensor}}}"""), fault);

    [Fact]
    public void More_dimensions_than_allowed() =>
        Refused(Safetensors("{" + Tensor("a", "F32", $"[{string.Join(",", Enumerable.Repeat(1, 65))}]", 0, 4) + "}", 4), "shape holds 65 numbers; at most 64 are allowed");

    [Fact]
    public void Name_that_stands_there_twice() =>
        Refused(Safetensors("{" + Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("a", "F32", "[1]", 4, 8) + "}", 8), "'a' stands there twice; each name is allowed once");

    [Fact]
    public void Name_that_stands_there_twice_once_in_escapes() =>
        Refused(Safetensors("{" + Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("\\u0061", "F32", "[1]", 4, 8) + "}", 8), "'a' stands there twice");

    [Theory]
    [InlineData("3", "__metadata__ is 3; an object of texts is allowed")]
    [InlineData("[]", "__metadata__ is an array")]
    [InlineData("""{"k":{"deep":"er"}}""", "__metadata__: 'k' is an object; text is allowed")]
    [InlineData("""{"k":["x"]}""", "__metadata__: 'k' is an array")]
    [InlineData("""{"k":1}""", "__metadata__: 'k' is 1")]
    [InlineData("""{"k":null}""", "__metadata__: 'k' is null")]
    [InlineData("""{"k":"1","k":"2"}""", "__metadata__: 'k' stands there twice")]
    public void Notes_that_are_wrong(string notes, string fault) => Refused(Safetensors($$"""{"__metadata__":{{notes}}}"""), fault);

    [Fact]
    public void Notes_that_stand_there_twice() => Refused(Safetensors("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__' stands there twice");

    [Fact]
    public void Tensors_that_overlap() => Refused(
        Safetensors("{" + Tensor("a", "F32", "[2]", 0, 8) + "," + Tensor("b", "F32", "[2]", 4, 12) + "}", 12),
        "tensor 'b' begins at byte 4 of the data, yet 'a' goes up to byte 8: they overlap");

    [Fact]
    public void Tensor_within_another() => Refused(
        Safetensors("{" + Tensor("b", "F32", "[1]", 4, 8) + "," + Tensor("a", "F32", "[4]", 0, 16) + "," + Tensor("c", "F32", "[1]", 16, 20) + "}", 20),
        "tensor 'b' begins at byte 4 of the data, yet 'a' goes up to byte 16: they overlap");

    [Fact]
    public void Same_bytes_for_two_tensors() => Refused(
        Safetensors("{" + Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("b", "F32", "[1]", 0, 4) + "}", 4), "they overlap");

    [Fact]
    public void Empty_tensor_within_another() => Refused(
        Safetensors("{" + Tensor("a", "F32", "[2]", 0, 8) + "," + Tensor("b", "F32", "[0]", 4, 4) + "}", 8), "tensor 'b' begins at byte 4 of the data, yet 'a' goes up to byte 8");

    [Fact]
    public void Hole_before_a_tensor() => Refused(
        Safetensors("{" + Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("b", "F32", "[1]", 8, 12) + "}", 12), "no tensor holds bytes 4 to 8 of the data, before 'b'; holes are not allowed");

    [Fact]
    public void Hole_at_the_beginning() => Refused(Safetensors("{" + Tensor("a", "F32", "[1]", 4, 8) + "}", 8), "no tensor holds bytes 0 to 4");

    [Fact]
    public void Bytes_after_the_last_tensor() => Refused(
        Safetensors("{" + Tensor("a", "F32", "[1]", 0, 4) + "}", 5), "its tensors take 4 bytes, yet 5 follow the header; bytes that belong to no tensor are not allowed");

    [Fact]
    public void Bytes_and_no_tensor() => Refused(Safetensors("{}", 1), "its tensors take 0 bytes, yet 1 follow the header");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Data_cut_off(int left) => Refused(
        Safetensors("{" + Tensor("a", "F32", "[2]", 0, 8) + "}", left), $"its tensors take 8 bytes, yet only {left} follow the header: the file is cut off");

    [Fact]
    public void Data_beyond_any_file() => Refused(
        Safetensors("{" + Tensor("a", "U8", "[9223372036854775807]", 0, long.MaxValue) + "}", 4), "its tensors take 9223372036854775807 bytes, yet only 4 follow the header");

    [Theory]
    [InlineData("F64", 4, "takes 16 bytes, yet its data_offsets [0, 8] hold 8")]
    [InlineData("F16", 4, "takes 4 bytes, yet its data_offsets [0, 8] hold 8")]
    [InlineData("BOOL", 4, "takes 2 bytes, yet its data_offsets [0, 8] hold 8")]
    public void Type_that_does_not_fit_the_bytes(string type, int dataBytes, string fault)
    {
        var bytes = Safetensors("{" + Tensor("a", type, "[2]", 0, 8) + "}", dataBytes + 4);
        Refused(bytes, fault);
    }

    [Fact]
    public void All_faults_at_once() => Refused(
        Safetensors("{\"__metadata__\":{\"n\":1}," + Tensor("a", "F33", "[1]", 0, 4) + "," + Tensor("b", "F32", "[-1]", 4, 8) + "," + Tensor("c", "F32", "[2]", 12, 16) + "," + Tensor("c", "I8", "[1]", 14, 15) + "}", 12),
        "__metadata__: 'n' is 1", "dtype is 'F33'", "shape holds -1", "'c' stands there twice", "no tensor holds bytes 8 to 12", "shape [2] of F32 takes 8 bytes", "they overlap", "yet only 12 follow");

    [Fact]
    public void Thousands_of_faults_give_a_short_message()
    {
        var header = "{" + string.Join(",", Enumerable.Range(0, 5000).Select(i => $"\"t{i}\":{i}")) + "}";
        var exception = Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(WriteBytes("a.safetensors", Safetensors(header))));
        Assert.Equal(21, exception.Faults.Count);
        Assert.Equal("and 4980 more", exception.Faults[^1]);
        Assert.True(exception.Message.Length < 4000);
    }

    [Fact]
    public void Names_are_shown_short_and_without_control_characters()
    {
        var path = WriteBytes("a.safetensors", Safetensors($$"""{"x\u001b[2J\n\u202e":1,"{{new string('y', 5000)}}":2}"""));
        var message = Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(path)).Message;
        Assert.Contains(@"'x\u001b[2J\u000a\u202e'", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
        Assert.True(message.Length < 1000, message);
    }

    [Fact]
    public void Pointer_of_Git_LFS()
    {
        var path = WriteText("a.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        Assert.Contains("git lfs pull", Refuses(() => SafetensorsFile.Open(path), "it is a pointer of Git LFS").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pickle_under_another_name()
    {
        var path = WriteBytes("a.safetensors", [.. Encoding.ASCII.GetBytes("PK\u0003\u0004"), .. new byte[60]]);
        Assert.Contains("No pickle files are read", Refuses(() => SafetensorsFile.Open(path), "it is a zip archive").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_of_another_format() => Refuses(() => SafetensorsFile.Open(WriteBytes("a.safetensors", [.. Encoding.ASCII.GetBytes("GGUF"), .. new byte[60]])), "it is a GGUF file");

    [Fact]
    public void Folder_in_the_place_of_a_file() => Refuses(() => SafetensorsFile.Open(Folder), "a .safetensors file is asked for");

    [Fact]
    public void No_file() =>
        Assert.Contains("nowhere.safetensors", Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(PathOf("nowhere.safetensors"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refused_file_is_closed()
    {
        var path = WriteBytes("a.safetensors", Safetensors("{"));
        Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(path));
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    void Refused(byte[] bytes, params string[] faults)
    {
        var exception = Refuses(() => SafetensorsFile.Open(WriteBytes("a.safetensors", bytes)), faults);
        Assert.Contains("is not a valid safetensors file", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Download or write the file again", exception.Message, StringComparison.Ordinal);
    }
}
