using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using Shown = Microsoft.DotNet.Interactive.KernelInvocationContextExtensions; // Display is ambiguous with an extension of System's

namespace Overhear.Interactive;

/// <summary><c>#!model</c>: loads a model and binds it, live, to a variable of both languages.</summary>
sealed class ModelMagic(Languages languages) : IMagic
{
    const string Variable = "lm";

    public string Usage => "#!model NAME [--as VARIABLE] [--device DEVICE] [--dtype TYPE]";

    public string Description => $"Loads a model, by name or folder, and binds it to {Variable}, or to VARIABLE, in C# and in F#.";

    public string AsCode => "TransformerModel.Load(\"NAME\")";

    public void AddTo(CompositeKernel root)
    {
        var directive = new KernelActionDirective("#!model") { Description = Description };
        directive.Parameters.Add(new KernelDirectiveParameter("--name", "a folder, or a name: of environment.json, of the Hugging Face cache, teaching or planted")
            { AllowImplicitName = true, Required = true }.AddCompletions(Names));
        directive.Parameters.Add(new KernelDirectiveParameter("--as", $"the variable to bind; {Variable} unless said otherwise"));
        directive.Parameters.Add(new KernelDirectiveParameter("--device", "cpu or cuda:0; as environment.json says unless given"));
        directive.Parameters.Add(new KernelDirectiveParameter("--dtype", $"{string.Join(", ", Enum.GetNames<Dtype>())}; as environment.json says unless given")
            .AddCompletions(() => Enum.GetNames<Dtype>()));
        root.AddDirective<ModelCommand>(directive, Run);
    }

    async Task Run(ModelCommand command, KernelInvocationContext context)
    {
        var variable = command.As ?? Variable;
        try
        {
            var options = Options(command, variable);
            var model = TransformerModel.Load(command.Name!, options);
            await languages.Bind(variable, model, model.ToString(), context);
            Shown.Display(context, model);
        }
        catch (Exception e) when (e is ModelLoadException or ModelNotFoundException or InvalidFileException or BackendNotFoundException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            context.Fail(context.Command, message: e.Message);
        }
    }

    static LoadOptions Options(ModelCommand command, string variable)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(command.Name)) problems.Add("#!model takes one model, by name or folder; a folder with spaces in its name stands in quotes: #!model \"my models/small\".");
        if (Identifier.Problem(variable) is { } problem) problems.Add(problem);
        var dtype = Dtype.Float32;
        if (command.Dtype is not null && (!Enum.TryParse(command.Dtype, ignoreCase: true, out dtype) || !Enum.IsDefined(dtype) || char.IsDigit(command.Dtype[0])))
            problems.Add($"'{command.Dtype}' is no type to run in: it is one of {string.Join(", ", Enum.GetNames<Dtype>())}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
        return new LoadOptions { Device = command.Device, Dtype = command.Dtype is null ? null : dtype };
    }

    static IEnumerable<string> Names()
    {
        try { return [.. EnvironmentFile.Find()?.Models.Keys ?? [], "teaching", .. MadeModels.Names, .. KnownModels.Names]; }
        catch (InvalidFileException) { return ["teaching", .. MadeModels.Names, .. KnownModels.Names]; }
    }
}
