namespace Overhear;

/// <summary>How a number of ours stands to a paper's.</summary>
public enum PaperVerdict
{
    /// <summary>Within the row's tolerance of it; or on the side of a bound where the paper puts it.</summary>
    Pass,
    /// <summary>Within twice the tolerance; or within the tolerance on the wrong side of a bound.</summary>
    Near,
    /// <summary>Further away.</summary>
    Miss,
    /// <summary>There is no number of ours on the paper's model.</summary>
    NotRun,
}
