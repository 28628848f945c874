namespace Overhear;

/// <summary>The most important heads of each stage of a task, on its prompts and on prompts drawn from them with replacement.</summary>
/// <param name="stages">The effects of each stage, on the same prompts.</param>
/// <param name="count">How many heads are taken in a stage.</param>
sealed class PromptResamples(IReadOnlyList<HeadEffects> stages, int count)
{
    readonly double[][][] values = [.. stages.Select(stage => stage.Heads.Select(head => stage[head].Values.ToArray()).ToArray())]; // [stage][head][prompt]

    /// <summary>On the prompts as they are.</summary>
    public int[][] Found() => Top([.. Enumerable.Repeat(1, stages[0].Prompts)]);

    /// <summary>On as many prompts, drawn from them.</summary>
    public int[][] Draw(SeededRandom random)
    {
        var times = new int[stages[0].Prompts];
        for (var i = 0; i < times.Length; i++) times[random.Next(times.Length)]++;
        return Top(times);
    }

    /// <param name="times">How often each prompt occurs.</param>
    int[][] Top(int[] times) => [.. values.Select(heads =>
    {
        double[] sizes = [.. heads.Select(of => Size(of, times))];
        return Enumerable.Range(0, sizes.Length).Where(head => sizes[head] > 0).OrderByDescending(head => sizes[head]).Take(count).ToArray();
    })];

    static double Size(double[] of, int[] times)
    {
        var sum = 0.0;
        for (var i = 0; i < times.Length; i++) sum += times[i] * of[i];
        return Math.Abs(sum);
    }
}
