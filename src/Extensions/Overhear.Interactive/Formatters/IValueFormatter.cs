namespace Overhear.Interactive;

/// <summary>How values of one type are shown by a notebook.</summary>
interface IValueFormatter
{
    /// <summary>Makes it known to the host. Registering twice is harmless.</summary>
    void Register();
}
