namespace Overhear;

/// <summary>Whether a text begins with the token that starts a text.</summary>
public enum Bos
{
    /// <summary>As the tokenizer's own files say; the prompt tells what that was.</summary>
    AsTokenizer,
    /// <summary>Always.</summary>
    Always,
    /// <summary>Never.</summary>
    Never,
}
