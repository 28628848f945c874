using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>
/// Turns the address of a picture in a cell's Markdown into one that carries the picture: a data: address stays, a picture attached to
/// the cell or lying in the notebook's folder is put in, anything else (another folder, the network) is left out.
/// </summary>
sealed class PictureSource(string folder)
{
    const long largest = 16 << 20;
    const string attached = "attachment:";

    static readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp", [".svg"] = "image/svg+xml",
    };

    /// <summary>The data: address, or null.</summary>
    /// <param name="address">The address as it stands in the Markdown.</param>
    /// <param name="attachments">The attachments of the cell.</param>
    public string? Find(string address, JsonObject? attachments)
    {
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return HtmlAllowList.IsImage(address) ? address : null;
        if (address.StartsWith(attached, StringComparison.Ordinal)) return Attached(Uri.UnescapeDataString(address[attached.Length..]), attachments);
        return Local(address);
    }

    static string? Attached(string name, JsonObject? attachments)
    {
        if (attachments?[name] is not JsonObject bundle) return null;
        var (mime, data) = bundle.FirstOrDefault(form => types.ContainsValue(form.Key));
        var address = mime is null ? "" : $"data:{mime};base64,{NotebookCell.Joined(data).ReplaceLineEndings("")}";
        return HtmlAllowList.IsImage(address) ? address : null;
    }

    string? Local(string address)
    {
        try
        {
            var path = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(address)));
            var below = Path.GetRelativePath(Path.GetFullPath(folder), path);
            if (below.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(below) || !types.TryGetValue(Path.GetExtension(path), out var mime)) return null;
            var file = new FileInfo(path);
            // A link could lead out of the folder again.
            if (!file.Exists || file.LinkTarget is not null || file.Length > largest) return null;
            return $"data:{mime};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or NotSupportedException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
