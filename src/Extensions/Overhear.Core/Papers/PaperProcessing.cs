namespace Overhear;

/// <summary>How a paper's weights were processed before anything was measured.</summary>
public enum PaperProcessing
{
    /// <summary>As stored.</summary>
    Raw,
    /// <summary>As TransformerLens does it: norms folded into what reads them, writing weights and unembedding centred.</summary>
    TransformerLens,
}
