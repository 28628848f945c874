namespace Overhear;

/// <summary>What is in a planted model: the answers that an analysis of it should give. Plain data.</summary>
/// <param name="Heads">The heads that do something, by layer; all others are distractors.</param>
/// <param name="Paths">Every path between embedding, these heads and the logits.</param>
/// <param name="Channels">The subspaces of the residual stream.</param>
public sealed record PlantedKey(IReadOnlyList<PlantedHead> Heads, IReadOnlyList<PlantedPath> Paths, IReadOnlyList<PlantedChannel> Channels)
{
    /// <summary>The heads that a task's answers need.</summary>
    /// <exception cref="ArgumentException">No head is for that task; the message lists the tasks that there are.</exception>
    public IReadOnlyList<HeadId> Circuit(string task)
    {
        var known = Heads.SelectMany(head => head.Tasks).Distinct().ToList();
        if (!known.Contains(task)) throw new ArgumentException($"Nothing was planted for '{task}'; the tasks are {string.Join(", ", known)}.", nameof(task));
        return [.. Heads.Where(head => head.Tasks.Contains(task)).Select(head => head.Head)];
    }

    /// <summary>The heads of a role.</summary>
    /// <exception cref="ArgumentException">No head has it; the message lists the roles that there are.</exception>
    public IReadOnlyList<HeadId> WithRole(string role)
    {
        IReadOnlyList<HeadId> found = [.. Heads.Where(head => head.Role == role).Select(head => head.Head)];
        return found.Count > 0 ? found : throw new ArgumentException($"No planted head has the role '{role}'; the roles are {string.Join(", ", Heads.Select(head => head.Role).Distinct())}.", nameof(role));
    }

    /// <summary>The heads whose writing reaches the logits for a task, with nothing between.</summary>
    public IReadOnlyList<HeadId> SendersToLogits(string task) => Senders(task, null, PlantedInput.Logits);

    /// <summary>The heads whose writing a head reads for a task.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="receiver">The head that reads.</param>
    /// <param name="input">By what.</param>
    public IReadOnlyList<HeadId> SendersInto(string task, HeadId receiver, PlantedInput input) => Senders(task, receiver, input);

    /// <summary>The subspace of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public PlantedChannel Channel(string name) => Channels.FirstOrDefault(channel => channel.Name == name)
        ?? throw new ArgumentException($"There is no channel '{name}'; there are {string.Join(", ", Channels.Select(channel => channel.Name))}.", nameof(name));

    HeadId[] Senders(string task, HeadId? receiver, PlantedInput input) =>
        [.. Paths.Where(path => path.Sender is not null && path.Receiver == receiver && path.Input == input && path.Tasks.Contains(task)).Select(path => path.Sender!.Value).Distinct().Order()];
}
