namespace Overhear.Kernel;

/// <summary>Tells what a notebook's author wrote from what the host says about itself.</summary>
static class HostNoise
{
    /// <summary>The attribute of the output that loads plotly.js into a live notebook.</summary>
    public const string PlotlyLoader = "data-overhear-plotly-loader";

    static readonly string[] marks =
    [
        PlotlyLoader,
        // The script that looks for the host's HTTP port.
        "dotnet-interactive-this-cell-", "probeAddresses",
        // What a line with a package shows: the list of packages while they are fetched and afterwards, and the extensions that they bring.
        "<strong>Installing Packages</strong>", "<strong>Installed Packages</strong>", "<strong>Restore sources</strong>",
        "<div><div></div><div></div><div></div></div>",
        "Loading extensions from ", "Loading extension script from ", "Loaded kernel extension ",
    ];

    // F#'s compiler says this on standard error before the error itself, which is shown in full.
    const string stopped = "Stopped due to error";

    /// <summary>Whether an output is the host's.</summary>
    /// <param name="value">The text of one form of the output.</param>
    public static bool IsHosts(string value) => marks.Any(mark => value.Contains(mark, StringComparison.Ordinal));

    /// <summary>Whether a text on standard error is the host's.</summary>
    public static bool IsHostsError(string text) => text.Trim() == stopped;
}
