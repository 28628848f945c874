namespace Overhear;

/// <summary>How p-values of many tests are corrected for their number.</summary>
public enum Correction
{
    /// <summary>Not at all: of a hundred effects that are 0, five are expected below .05.</summary>
    None,
    /// <summary>Holm's: the chance of any false find among all tests stays below the level.</summary>
    Holm,
    /// <summary>Benjamini and Hochberg's: the expected share of false finds among all finds stays below the level.</summary>
    BenjaminiHochberg,
}
