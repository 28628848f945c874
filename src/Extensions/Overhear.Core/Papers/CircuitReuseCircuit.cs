namespace Overhear;

/// <summary>
/// The heads that Merullo et al. 2023 (arXiv:2310.08744) name in GPT-2 medium, of 24 layers of 16 heads, by their roles in indirect objects
/// and in Colored Objects. The paper has no list of all heads of its circuits.
/// </summary>
/// <remarks>The third inhibition head is 13.13 in the paper's section 5 and in its code, and 13.14 in a caption: the code's is taken.</remarks>
public static class CircuitReuseCircuit
{
    /// <summary>Movers, which both tasks share.</summary>
    public static HeadGroup Movers { get; } = Of("movers", "15.14 16.15 17.4 18.5 19.15");

    /// <summary>The negative mover, which is at work in indirect objects alone.</summary>
    public static HeadGroup NegativeMover { get; } = Of("negative mover", "19.1");

    /// <summary>Inhibition heads, which tell the movers in indirect objects.</summary>
    public static HeadGroup Inhibition { get; } = Of("inhibition heads", "12.3 13.4 13.13");

    /// <summary>Content gatherers, which tell them in Colored Objects.</summary>
    public static HeadGroup ContentGatherers { get; } = Of("content gatherers", "11.6 11.7 12.15");

    static HeadGroup Of(string role, string heads) => new(role, [.. heads.Split(' ').Select(HeadId.Parse)]);
}
