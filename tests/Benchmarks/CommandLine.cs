using System.Globalization;

namespace Overhear.Benchmarks;

/// <summary>NAME… [--model FOLDER] [--seconds S]: measures, prints a table and one JSON line a figure.</summary>
static class CommandLine
{
    static readonly IReadOnlyList<IBenchmark> all =
    [
        new ForwardBenchmark(), new CacheBenchmark(), new GenerateBenchmark(), new LoadBenchmark(),
        new PathLogitsBenchmark("path-logits", PathSemantics.ThroughMlps, 35), new PathLogitsBenchmark("path-logits-direct", PathSemantics.Direct, 90), new PathQueryBenchmark(),
        new ZSweepBenchmark("z-sweep", null, 6), new ZSweepBenchmark("z-sweep-ioi", 9, 12), new EdgesBenchmark(),
    ];

    public static int Run(string[] args)
    {
        // What LoadBenchmark starts: the same program, in a process whose memory nothing else has touched.
        if (args is [LoadChild.Command, var folder]) return LoadChild.Run(folder);
        try
        {
            var (names, options) = Parse(args);
            if (names.Count == 0)
            {
                foreach (var benchmark in all) Console.WriteLine($"{benchmark.Name,-18} {benchmark.Question}");
                return 0;
            }
            IBenchmark[] chosen = [.. names.Select(Find)];
            var seconds = options.GetValueOrDefault("--seconds") is { } s ? Seconds(s) : Stopclock.DefaultSeconds;
            Measure(chosen, options.GetValueOrDefault("--model"), new Stopclock(seconds));
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or Overhear.ModelLoadException or InvalidDataException or InvalidOperationException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    static void Measure(IReadOnlyList<IBenchmark> chosen, string? folder, Stopclock clock)
    {
        using var subject = Subject.Open(folder);
        var figures = new List<Figure>();
        foreach (var benchmark in chosen)
        {
            Console.Error.WriteLine($"Measuring {benchmark.Name} …");
            figures.Add(benchmark.Measure(subject, clock));
        }
        Console.WriteLine(subject.Description);
        Console.WriteLine(Backend.Description);
        FigureTable.Print(figures, Console.Out);
        foreach (var figure in figures) Console.WriteLine(figure.ToJson());
    }

    static (List<string> Names, Dictionary<string, string> Options) Parse(string[] args)
    {
        var (names, options) = (new List<string>(), new Dictionary<string, string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-')) names.Add(args[i]);
            else if (args[i] is not ("--model" or "--seconds")) throw new ArgumentException($"There is no option {args[i]}; there are --model FOLDER and --seconds S.");
            else if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            else options[args[i]] = args[++i];
        }
        return (names, options);
    }

    static IBenchmark Find(string name) => all.FirstOrDefault(b => b.Name == name)
        ?? throw new ArgumentException($"There is no benchmark '{name}'; there are {string.Join(", ", all.Select(b => b.Name))}.");

    static double Seconds(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600
        ? seconds : throw new ArgumentException($"--seconds is '{text}'; it is a number from 0 to 3600.");
}
