namespace Overhear.Interactive;

/// <summary>What a process runs on.</summary>
sealed class InstallationFormatter : TableFormatter<Installation>
{
    public override Table ToTable(Installation value) => Facts(value, []);

    /// <summary>The same with facts that only a notebook has.</summary>
    public static Table Facts(Installation value, IEnumerable<(string, string?)> more) => Table.OfFacts($"Overhear {value.Version}",
        [.. value.Facts.Select(fact => (fact.Key, (string?)fact.Value)), .. more], value.Problem ?? "");
}
