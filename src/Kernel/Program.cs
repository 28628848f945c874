using System.CommandLine;
using Overhear.Kernel;

var root = new RootCommand("Overhear's command line: what notebooks need outside an editor.") { new RunCommand(), new TrainCommand(), new CardCommand(), new ModelsCommand(), new ActivationsCommand(), new VerifyCommand() };
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
    return ExitCode.Refused;
}
return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
