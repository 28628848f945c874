using System.Buffers;
using System.Text;

namespace Overhear;

/// <summary>SentencePiece's own decoding, except that control pieces are shown as they are written, so that none is lost to the eye.</summary>
sealed class SentencePieceDecoder(SentencePieceModel model) : ITokenDecoder
{
    readonly string unknown = model.Pieces[model.UnknownId].Text;

    public string Decode(IReadOnlyList<string> pieces)
    {
        var text = new StringBuilder();
        var bytes = new List<byte>();
        var atStart = model.AddDummyPrefix || model.RemoveExtraSpaces;
        foreach (var piece in pieces)
        {
            if (BytePieces.ValueOf(piece) is { } value)
            {
                bytes.Add(value);
                continue;
            }
            Append(text, bytes);
            atStart &= text.Length == 0;
            var stripped = atStart && piece.StartsWith(SentencePieceSpacing.Mark);
            text.Append(piece == unknown ? model.UnknownSurface : (stripped ? piece[1..] : piece).Replace(SentencePieceSpacing.Mark, ' '));
            if (stripped && !model.RemoveExtraSpaces) atStart = false;
        }
        Append(text, bytes);
        return text.ToString();
    }

    public string Display(string piece) => BytePieces.ValueOf(piece) is { } value ? PrintableBytes.Show([value]) : piece.Replace(SentencePieceSpacing.Mark, ' ');

    // Whole characters as they are; each byte that is part of none becomes U+FFFD.
    static void Append(StringBuilder text, List<byte> bytes)
    {
        ReadOnlySpan<byte> left = [.. bytes];
        bytes.Clear();
        while (!left.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf8(left, out var rune, out var used) == OperationStatus.Done;
            text.Append(whole ? rune : Rune.ReplacementChar);
            left = left[(whole ? used : 1)..];
        }
    }
}
