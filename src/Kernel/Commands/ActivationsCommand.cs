using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear activations</c>: writes logits and activations of prompts to a file, for use elsewhere.</summary>
sealed class ActivationsCommand : Command
{
    static readonly string[] dtypes = ["float32", "float64", "bfloat16", "float16"];

    readonly Argument<string> model = new("model") { Description = "A folder, a name of environment.json, or a model of the Hugging Face cache." };
    readonly Option<string?> tokens = new("--tokens") { Description = "A JSON file with the token ids of each prompt: [[1, 2, 3], [4, 5]].", HelpName = "file.json" };
    readonly Option<string?> prompts = new("--prompts") { Description = "A text file with a prompt a line. The tokenizer puts BOS in front where its files say so.", HelpName = "file.txt" };
    readonly Option<string[]> hooks = new("--hooks") { Description = "Activations to write beside the logits, as TransformerLens names them; * stands for any characters: 'blocks.*.attn.hook_pattern'. Can be given several times.", HelpName = "pattern", Arity = ArgumentArity.OneOrMore };
    readonly Option<string?> device = new("--device") { Description = "cpu, cuda or cuda:0; as environment.json says unless given.", HelpName = "device" };
    readonly Option<string?> dtype = new("--dtype") { Description = "float32, float64, bfloat16 or float16; as environment.json says unless given.", HelpName = "type" };
    readonly Option<string> output = new("--out") { Description = "The .safetensors file to write.", Required = true, HelpName = "file" };
    readonly Option<bool> force = new("--force") { Description = "Replace a file that is there." };

    public ActivationsCommand() : base("activations", "Runs prompts through a model and writes logits and activations under TransformerLens' names to a .safetensors file.")
    {
        dtype.AcceptOnlyFromAmong(dtypes);
        Arguments.Add(model);
        foreach (Option option in new Option[] { tokens, prompts, hooks, device, dtype, output, force }) Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(tokens) is null == result.GetResult(prompts) is null) result.AddError("Either --tokens or --prompts is needed, and not both.");
        });
        SetAction((parsed, token) => Task.FromResult(Run(parsed, token)));
    }

    int Run(ParseResult parsed, CancellationToken token)
    {
        var console = WholeLines.On(AnsiConsole.Console);
        var path = Path.GetFullPath(parsed.GetValue(output)!);
        try
        {
            // Everything that can be refused is refused before the model is loaded.
            if (Directory.Exists(path)) throw new Refusal($"{path} is a folder; give the name of a file with --out.");
            if (File.Exists(path) && !parsed.GetValue(force)) throw new Refusal($"{path} is there already; give another name with --out, or --force to replace it.");
            var rows = parsed.GetValue(tokens) is { } ids ? PromptRows.ReadTokens(ids) : null;
            var texts = parsed.GetValue(prompts) is { } lines ? PromptRows.ReadPrompts(lines) : null;
            using var work = Work.Begin(token);
            using var lm = TransformerModel.Load(parsed.GetValue(model)!, new LoadOptions
            {
                Device = parsed.GetValue(device),
                Dtype = parsed.GetValue(dtype) is { } type ? Enum.Parse<Dtype>(type, ignoreCase: true) : null,
            });
            var batch = rows is not null ? TokenBatch.FromIds(rows) : TokenBatch.Of(texts!.Select(text => lm.Tokens(text)));
            var keep = parsed.GetValue(hooks) is { Length: > 0 } patterns ? HookSelection.Named(patterns) : HookSelection.None;
            console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(progress =>
            {
                using var shown = Work.Begin(progress: new Bar(progress.AddTask(Markup.Escape($"{batch.Rows} prompts through {lm.Name}"), maxValue: batch.Rows)));
                ActivationFile.Write(lm, batch, path, keep);
            });
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {batch.Rows} prompts of up to {batch.Length} tokens, logits and {lm.HookPoints.Count(keep.Contains)} activations, {new FileInfo(path).Length / 1e6:0.0} MB."));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. Nothing was written.");
            return ExitCode.Stopped;
        }
        catch (Exception fault) when (fault is Refusal or ArgumentException or InvalidOperationException or InvalidFileException or ModelLoadException or IOException or UnauthorizedAccessException or BackendNotFoundException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Refused;
        }
    }

    /// <summary>Moves a bar by the prompts that were run.</summary>
    sealed class Bar(ProgressTask task) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => task.Value = value.Done;
    }
}
