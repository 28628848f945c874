using static TorchSharp.torch;

namespace Overhear;

/// <summary>The answer key of a description: every path on which one reads what another writes.</summary>
static class PlantedAnswers
{
    /// <param name="description">What was planted.</param>
    /// <param name="space">Where subspaces stand among the features.</param>
    /// <param name="basis">The features' directions [features, d_model].</param>
    public static PlantedKey Of(PlantedDescription description, PlantedSpace space, Tensor basis) => new(
        [.. description.Heads.OrderBy(head => head.Head).Select(head => new PlantedHead(head.Head, head.Role, head.Tasks))],
        [.. description.Heads.OrderBy(head => head.Head).SelectMany(head => Into(description, head)), .. description.Heads.SelectMany(head => ToLogits(description, head))],
        [.. space.Names.Select(name => new PlantedChannel(name, Directions(basis, space.At(name), space.Width(name))))]);

    static IEnumerable<PlantedPath> Into(PlantedDescription description, HeadDescription receiver)
    {
        (PlantedInput, string)[] reads =
        [
            .. receiver.Scores.Select(score => (PlantedInput.Query, score.Query)), .. receiver.Scores.Select(score => (PlantedInput.Key, score.Key)), .. receiver.Values.Select(move => (PlantedInput.Value, move.From)),
        ];
        foreach (var (input, channel) in reads.Where(read => read.Item2 != PlantedDescription.Constant).Distinct())
        {
            var senders = description.Heads.Where(sender => sender.Head.Layer < receiver.Head.Layer && sender.Values.Any(move => move.To == channel)).ToList();
            if (description.Written.All(written => written.Name != channel)) yield return new PlantedPath(null, receiver.Head, input, channel, receiver.Tasks);
            foreach (var sender in senders)
                yield return new PlantedPath(sender.Head, receiver.Head, input, channel, [.. sender.Tasks.Intersect(receiver.Tasks).Intersect(description.TasksOf(channel))]);
        }
    }

    static IEnumerable<PlantedPath> ToLogits(PlantedDescription description, HeadDescription sender) =>
        sender.Values.Any(move => move.To == description.Unembedded) ? [new PlantedPath(sender.Head, null, PlantedInput.Logits, description.Unembedded, sender.Tasks)] : [];

    static double[,] Directions(Tensor basis, int first, int count)
    {
        using var scope = NewDisposeScope();
        var numbers = basis.narrow(0, first, count).contiguous().data<double>().ToArray();
        return RowMajor.Fill(new double[count, basis.shape[1]], numbers);
    }
}
