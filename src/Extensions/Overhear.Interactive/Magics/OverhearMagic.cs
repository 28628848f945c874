using System.Net;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;

namespace Overhear.Interactive;

/// <summary><c>#!overhear</c>: what there is, in which versions, and how to start.</summary>
sealed class OverhearMagic(Func<IReadOnlyList<IMagic>> magics) : IMagic
{
    const string Start = """
        using Overhear;                              // F#: open Overhear
        var lm = TransformerModel.Load("teaching");  // or a folder, or a name such as gpt2
        lm.NextTokens(lm.Tokens("When Mary and John went to the store, John gave a drink to"))
        """;

    public string Usage => "#!overhear";

    public string Description => "Shows versions, backend, device and memory, these commands, and how to start.";

    public string AsCode => "Installation.Describe()";

    public void AddTo(CompositeKernel root) =>
        root.AddDirective<OverhearCommand>(new KernelActionDirective("#!overhear") { Description = Description }, (_, context) =>
        {
            var (facts, commands) = (Facts(), Commands());
            Output.Show(context,
                $"{facts.ToHtml()}{commands.ToHtml()}<p><b>To begin</b></p><pre>{WebUtility.HtmlEncode(Start)}</pre>",
                $"{facts.ToText()}\n\n{commands.ToText()}\n\nTo begin\n{Start}");
            return Task.CompletedTask;
        });

    static Table Facts()
    {
        var here = Installation.Describe();
        return InstallationFormatter.Facts(here, [("notebook host", $".NET Interactive {HostVersion.Running}{(HostVersion.Difference(HostVersion.Running) is null ? "" : $", not the tested {HostVersion.Expected}")}")]);
    }

    Table Commands() => new(["command", "what it does", "the same in code"], [.. magics().Select(magic => (IReadOnlyList<string>)[magic.Usage, magic.Description, magic.AsCode])], "Magic commands");
}
