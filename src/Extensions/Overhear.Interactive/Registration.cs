using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>The one place that lists what the extension adds to a kernel. A new magic command or formatter is one class and one line here.</summary>
static class Registration
{
    static IReadOnlyList<IValueFormatter> Formatters { get; } =
    [
        new PlainValuesFormatter(),
        new TensorFormatter(),
        new HeadIdFormatter(),
        new LabelledMatrixFormatter(),
        new RunRecordFormatter(),
    ];

    static IReadOnlyList<IMagic> Magics(Languages languages) => [];

    public static void Add(CompositeKernel root)
    {
        var languages = new Languages(root);
        root.AddMiddleware(new CellWork(languages).Run, "overhear");
        foreach (var formatter in Formatters) formatter.Register();
        foreach (var magic in Magics(languages)) magic.AddTo(root);
    }
}
