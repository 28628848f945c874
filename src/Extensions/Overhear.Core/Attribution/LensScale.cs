namespace Overhear;

/// <summary>By what the logit lens divides the residual stream that it reads.</summary>
public enum LensScale
{
    /// <summary>The final norm's divisor, computed anew from that residual stream: what the model would say if it stopped there.</summary>
    Own,
    /// <summary>The divisor that the final norm had at the end of the run, at that position: logits of layers then differ by what was written between them.</summary>
    Final,
}
