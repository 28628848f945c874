using System.Text.Json;
using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>
/// Makes the packages of a checkout when what they are made of has changed, and sees to it that notebooks get them: in the checkout's
/// own package source, in NuGet's folder of unpacked packages, and not from the kernels' memory of an earlier build.
/// </summary>
/// <param name="tree">The checkout.</param>
/// <param name="packages">NuGet's folder.</param>
/// <param name="cache">The kernels' memory.</param>
/// <param name="progress">Hears what takes a while.</param>
sealed class PackageBuild(BuildTree tree, PackageFolder packages, ResolutionCache cache, IRunProgress progress)
{
    const int lastLines = 25;

    string NotesPath => Path.Combine(tree.Artifacts, "packages.json");

    /// <summary>Brings everything up to date.</summary>
    /// <returns>Whether packages were made.</returns>
    /// <exception cref="PackFault">The build failed, or a package that is in use cannot be replaced.</exception>
    public async Task<bool> BringUpToDateAsync(CancellationToken token)
    {
        if (tree.ExtensionProjects.Count == 0) return false;
        Directory.CreateDirectory(tree.PackageFeed);
        using var held = await FolderLock.TakeAsync(Path.Combine(tree.Artifacts, "packages.lock"), () => progress.Doing("waiting for another run that makes the packages"), token);
        var digest = SourceDigest.Of(tree.Root);
        var made = digest != NotedDigest() || !NotedFiles().All(name => File.Exists(Path.Combine(tree.PackageFeed, name)));
        if (made)
        {
            progress.Doing("making the packages of this checkout");
            await PackAsync(digest, token);
        }
        await PutInPlaceAsync(token);
        return made;
    }

    async Task PackAsync(string digest, CancellationToken token)
    {
        File.Delete(NotesPath); // a run that is cut off leaves no notes, and the next one begins anew
        var work = Path.Combine(tree.Artifacts, "packing");
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        // A filter of the solution: all projects are restored and built together, and none of the others is touched.
        var filter = Path.Combine(tree.Artifacts, "packing.slnf");
        var solution = new JsonObject { ["path"] = Path.GetRelativePath(tree.Artifacts, tree.Solution), ["projects"] = new JsonArray([.. tree.ExtensionProjects.Select(path => (JsonNode)path)]) };
        AtomicFile.WriteText(filter, new JsonObject { ["solution"] = solution }.ToJsonString());
        var (code, output) = await ToolProcess.RunAsync(tree.Root, ["pack", filter, "-c", "Release", "-o", work, "-v", "quiet", "-nologo", "-tl:off"], token);
        if (code != 0) throw new PackFault($"The packages of this checkout could not be made:{Environment.NewLine}{string.Join(Environment.NewLine, output.TrimEnd().Split('\n').TakeLast(lastLines))}");
        var built = BuiltPackage.In(work);
        var ids = built.Select(package => package.Identity.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Another version's package in this source would be code that no longer stands here.
        foreach (var old in BuiltPackage.In(tree.PackageFeed).Where(package => ids.Contains(package.Identity.Id))) File.Delete(old.Path);
        foreach (var package in built) File.Move(package.Path, Path.Combine(tree.PackageFeed, Path.GetFileName(package.Path)), overwrite: true);
        Directory.Delete(work, recursive: true);
        AtomicFile.WriteText(NotesPath, new JsonObject { ["digest"] = digest, ["files"] = new JsonArray([.. built.Select(package => (JsonNode)Path.GetFileName(package.Path))]) }.ToJsonString());
    }

    async Task PutInPlaceAsync(CancellationToken token)
    {
        packages.Sweep();
        // Another checkout may have put its own build there since, so this is looked at in every run.
        var stale = NotedFiles().Select(name => BuiltPackage.Read(Path.Combine(tree.PackageFeed, name))).Where(package => !packages.Holds(package)).ToList();
        if (stale.Count == 0) return;
        try
        {
            foreach (var package in stale) await packages.ReplaceAsync(package, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackFault($"The package folder's copy of this build's packages cannot be replaced: {fault.Message} Close the notebooks that use it and run again.");
        }
        cache.Forget(stale.Select(package => package.Identity.Id));
    }

    string? NotedDigest() => (string?)Notes()?["digest"];

    IReadOnlyList<string> NotedFiles() => Notes()?["files"] is JsonArray files ? [.. files.Select(file => (string)file!)] : [];

    JsonNode? Notes()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(NotesPath));
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }
}
