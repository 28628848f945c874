using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Overhear.Architecture.Tests;

/// <summary>
/// A project's C# sources as the compiler understands them, so that a rule can ask which folder a name leads to: every type is in
/// one namespace, so the text alone does not say.
/// </summary>
sealed class SourceProject
{
    static readonly CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.Parse);
    static readonly Lazy<SourceProject> core = new(() => Read("src/Extensions/Overhear.Core"));
    static readonly Lazy<SourceProject> visuals = new(() => Read("src/Extensions/Overhear.Visuals"));

    const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    SourceProject(string folder, CSharpCompilation compilation, IReadOnlyList<SyntaxTree> trees) => (Folder, Compilation, Trees) = (folder, compilation, trees);

    /// <summary>Overhear.Core.</summary>
    public static SourceProject Core => core.Value;

    /// <summary>Overhear.Visuals.</summary>
    public static SourceProject Visuals => visuals.Value;

    /// <summary>From the root on.</summary>
    public string Folder { get; }

    /// <summary>Every source, bound.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The project's own files.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>Sources given as text, by the path that each would have: what the tests of the rules themselves use.</summary>
    public static SourceProject Of(params (string Path, string Text)[] files) =>
        Bind("", [.. files.Select(file => Parse(file.Text, file.Path))]);

    /// <summary>One file's tree.</summary>
    public static SyntaxTree Parse(string text, string path = "Example.cs") => CSharpSyntaxTree.ParseText(text, options, path, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Trees of all C# files below a folder; paths from the root on.</summary>
    public static IReadOnlyList<SyntaxTree> TreesBelow(string folder) =>
        [.. Repository.Files(folder, ".cs").Select(file => Parse(File.ReadAllText(file), Repository.Relative(file)))];

    /// <summary>What keeps the sources from being understood. Source generators do not run here, so what they write is not missed.</summary>
    public IEnumerable<string> Errors => Compilation.GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS8795" or "CS9248"))
        .Select(d => d.ToString());

    static SourceProject Read(string folder) => Bind(folder, TreesBelow(folder));

    static SourceProject Bind(string folder, IReadOnlyList<SyntaxTree> trees)
    {
        var name = Path.GetFileName(folder);
        // What the tests run with is what the project refers to, and more; its own assembly would stand beside its sources.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var file && (!file.StartsWith("Overhear.", StringComparison.Ordinal) || (name == "Overhear.Visuals" && file == "Overhear.Core")))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            name.Length == 0 ? "Example" : name,
            [Parse(ImplicitUsings, "ImplicitUsings.cs"), .. trees],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        return new SourceProject(folder, compilation, trees);
    }
}
