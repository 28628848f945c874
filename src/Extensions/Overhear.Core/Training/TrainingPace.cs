using System.Diagnostics;

namespace Overhear;

/// <summary>How fast a training goes on this machine, now.</summary>
static class TrainingPace
{
    const int FirstSteps = 3; // buffers are allocated and code is compiled
    const int TimedSteps = 20;

    /// <summary>How many of a plan's steps fit into a time. The steps that are timed belong to a training of their own.</summary>
    public static int StepsIn(TrainingPlan plan, TimeSpan time)
    {
        using var run = TrainingRun.Begin(plan);
        var watch = new Stopwatch();
        for (var step = 0; step < FirstSteps + TimedSteps; step++)
        {
            Work.Current.Step($"Timing {plan.Name}", step, FirstSteps + TimedSteps);
            if (step == FirstSteps) watch.Start();
            run.Step();
        }
        return (int)Math.Clamp(time / (watch.Elapsed / TimedSteps), 1, 100_000_000);
    }
}
