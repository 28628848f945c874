using System.Text.Json;
using System.Text.Json.Nodes;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.Signing;

namespace Overhear.Kernel;

/// <summary>
/// NuGet's folder of unpacked packages. It knows a package by its version alone, so a rebuild under the same version would never be
/// seen: here such a copy is replaced by the new one.
/// </summary>
/// <param name="root">The folder.</param>
sealed class PackageFolder(string root)
{
    // Beside the packages, so that a rename stays on one disk; the leading point keeps it apart from package ids.
    const string workPrefix = ".overhear-";
    static readonly TimeSpan workIsStale = TimeSpan.FromHours(1);

    public string Root => root;

    /// <summary>The folder that is in use, by the environment and NuGet's configuration.</summary>
    /// <param name="from">The folder whose configuration counts.</param>
    public static PackageFolder Find(string from) => new(Path.GetFullPath(SettingsUtility.GetGlobalPackagesFolder(Settings.LoadDefaultSettings(from))));

    /// <summary>Where a package of a version lies, whether it is there or not.</summary>
    public string PathOf(PackageIdentity package) => new VersionFolderPathResolver(root).GetInstallPath(package.Id, package.Version);

    /// <summary>Whether the unpacked copy is the very package.</summary>
    public bool Holds(BuiltPackage package)
    {
        try
        {
            var metadata = JsonNode.Parse(File.ReadAllText(Path.Combine(PathOf(package.Identity), ".nupkg.metadata")));
            return (string?)metadata?["contentHash"] == package.ContentHash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Unpacks a package and puts it in the place of the copy of its version. The copy is moved away, not written over: a process that
    /// uses it keeps its files to the end.
    /// </summary>
    /// <exception cref="IOException">The copy cannot be moved; on Windows because a running notebook uses it.</exception>
    public async Task ReplaceAsync(BuiltPackage package, CancellationToken token)
    {
        var work = Path.Combine(root, workPrefix + Guid.NewGuid().ToString("N"));
        var (fresh, old) = (Path.Combine(work, "new"), Path.Combine(work, "old"));
        try
        {
            Directory.CreateDirectory(fresh);
            await UnpackAsync(package, fresh, token);
            var place = PathOf(package.Identity);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (Directory.Exists(place)) Directory.Move(place, old);
            try
            {
                Directory.Move(new VersionFolderPathResolver(fresh).GetInstallPath(package.Identity.Id, package.Identity.Version), place);
            }
            catch (IOException) when (!Directory.Exists(place) && Directory.Exists(old))
            {
                Directory.Move(old, place);
                throw;
            }
        }
        finally
        {
            Delete(work);
        }
    }

    /// <summary>Deletes what runs that were cut off have left behind.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories(workPrefix + "*"))
        {
            if (DateTime.UtcNow - folder.LastWriteTimeUtc > workIsStale) Delete(folder.FullName);
        }
    }

    static async Task UnpackAsync(BuiltPackage package, string folder, CancellationToken token)
    {
        var settings = NullSettings.Instance;
        var context = new PackageExtractionContext(PackageSaveMode.Defaultv3, XmlDocFileSaveMode.None, ClientPolicyContext.GetClientPolicy(settings, NullLogger.Instance), NullLogger.Instance);
        await using var stream = File.OpenRead(package.Path);
        await PackageExtractor.InstallFromSourceAsync(Path.GetDirectoryName(package.Path)!, package.Identity, target => stream.CopyToAsync(target, token), new VersionFolderPathResolver(folder), context, token);
    }

    static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Windows does not delete what a process has loaded; a later run sweeps it away.
        }
    }
}
