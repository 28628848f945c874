using System.Reflection;
using PublicApiGenerator;

namespace Overhear.Architecture.Tests;

/// <summary>The public surface of what cells and programs compile against, as it was last agreed on.</summary>
[Trait("Category", "fast")]
public class PublicApiTests
{
    const string AcceptVariable = "OVERHEAR_ACCEPT_API";

    [Theory]
    [InlineData("Overhear.Core")]
    [InlineData("Overhear.Visuals")]
    public void The_public_surface_is_the_approved_one(string assembly)
    {
        var found = Assembly.Load(assembly).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").Trim() + "\n";
        var file = Repository.At("tests", "Overhear.Architecture.Tests", "Approved", $"{assembly}.txt");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(file, found);
            return;
        }
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (found == approved) return;
        var (before, after) = (approved.Split('\n'), found.Split('\n'));
        Assert.Fail($"""
            The public surface of {assembly} is not the approved one:
            {string.Join('\n', before.Except(after).Select(line => $"  - {line.Trim()}").Concat(after.Except(before).Select(line => $"  + {line.Trim()}")))}
            If that is meant, run the tests once with {AcceptVariable}=1, look at what changed in {Repository.Relative(file)}, and commit it.
            """);
    }
}
