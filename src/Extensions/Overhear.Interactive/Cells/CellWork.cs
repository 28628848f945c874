using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace Overhear.Interactive;

/// <summary>Runs each cell and each magic command in a scope of work of its own: the host's Cancel stops it, and its progress is shown.</summary>
sealed class CellWork(Languages languages)
{
    public async Task Run(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (command is not (SubmitCode or KernelDirectiveCommand))
        {
            await next(command, context);
            return;
        }
        if (command is SubmitCode)
            foreach (var problem in await languages.Prepare(command.TargetKernelName)) Output.Line(context, problem);
        if (NativeLoader.Fault is not null) NativeLoader.Retry(); // a package line of an earlier cell may have brought the backend
        using var progress = new CellProgress(context, TimeProvider.System);
        using (Work.Begin(context.CancellationToken, progress)) await next(command, context);
        NativePrints.Flush();
    }
}
