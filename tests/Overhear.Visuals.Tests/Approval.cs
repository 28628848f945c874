namespace Overhear.Tests;

/// <summary>Compares what is rendered with what a person has looked at and approved.</summary>
static class Approval
{
    /// <summary>Fails with the first line that differs, and leaves the new text beside the tests' output, to be looked at and copied over the approved one.</summary>
    public static void Matches(string name, string actual)
    {
        var approvedPath = Path.Combine(AppContext.BaseDirectory, "Approved", name);
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        actual = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (approved == actual)
            return;
        var received = Path.Combine(AppContext.BaseDirectory, "Received", name);
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        var (was, now) = (approved.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => i >= was.Length || i >= now.Length || was[i] != now[i]);
        Assert.Fail($"""
            Approved/{name} differs from what is rendered, first in line {line + 1}:
            approved: {(line < was.Length ? was[line] : "(no such line)")}
            rendered: {(line < now.Length ? now[line] : "(no such line)")}
            If the new one is right, copy it over the approved one: {received}
            """);
    }
}
