namespace Overhear;

/// <summary>The heads that Wang et al. 2022 (arXiv:2211.00593, figure 2) found in GPT-2 small, as the paper and its code list them.</summary>
public static class IndirectObjectCircuit
{
    /// <summary>All 26 heads, each at the position at which it works.</summary>
    public static HeadCircuit Gpt2Small { get; } = Of("name mover", "END", "9.9 10.0 9.6").And(Of("backup name mover", "END", "10.10 10.6 10.2 10.1 11.2 9.7 9.0 11.9"))
        .And(Of("negative name mover", "END", "10.7 11.10")).And(Of("S-inhibition", "END", "7.3 7.9 8.6 8.10"))
        .And(Of("induction", "S2", "5.5 6.9 5.8 5.9")).And(Of("duplicate token", "S2", "0.1 3.0 0.10")).And(Of("previous token", "S1+1", "2.2 4.11"));

    /// <summary>The naive circuit of the paper's section 4.3, as its code has it.</summary>
    public static HeadCircuit Gpt2SmallNaive { get; } = Of("name mover", "END", "9.6 9.9 10.0").And(Of("S-inhibition", "END", "7.3 7.9 8.6 8.10"))
        .And(Of("induction", "S2", "5.5 5.9")).And(Of("duplicate token", "S2", "3.0 0.10")).And(Of("previous token", "S1+1", "2.2 4.11"));

    static HeadCircuit Of(string role, string position, string heads) => HeadCircuit.Of(role, heads.Split(' ').Select(HeadId.Parse), position);
}
