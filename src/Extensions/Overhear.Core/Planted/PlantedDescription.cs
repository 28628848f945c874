namespace Overhear;

/// <summary>A model to be planted: which head attends by what, and which subspaces it reads and writes. Read by <see cref="PlantedCompiler"/>.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Layers">How many layers it has.</param>
/// <param name="Written">The subspaces that heads write, each as wide as a token's code.</param>
/// <param name="Unembedded">The one that the logits are read from.</param>
/// <param name="Heads">Its heads.</param>
sealed record PlantedDescription(string Name, int Layers, IReadOnlyList<SubspaceDescription> Written, string Unembedded, IReadOnlyList<HeadDescription> Heads)
{
    /// <summary>The code of the token.</summary>
    public const string Token = "token";

    /// <summary>The digits of the position.</summary>
    public const string Position = "position";

    /// <summary>The digits of the position before.</summary>
    public const string PreviousPosition = "previous position";

    /// <summary>How late the position is: 0 at the first, 1 at the end of the context.</summary>
    public const string Lateness = "lateness";

    /// <summary>Whether the token begins a text.</summary>
    public const string Start = "role: start of a text";

    /// <summary>Whether the token is a first name.</summary>
    public const string IsName = "role: name";

    /// <summary>Whether the token is a thing of Colored Objects.</summary>
    public const string IsThing = "role: thing";

    /// <summary>Whether the token can be an answer: a name or a color.</summary>
    public const string IsAnswer = "role: answer";

    /// <summary>The same large number everywhere, which keeps the norm; read as 1.</summary>
    public const string Constant = "constant";

    /// <summary>What makes the embeddings of all tokens, and those of all positions, equally long: two dimensions.</summary>
    public const string Balance = "balance";

    /// <summary>Where distractors write, and nothing reads.</summary>
    public const string Unread = "unread";

    /// <summary>The tasks that it was planted for.</summary>
    public IReadOnlyList<string> Tasks => [.. Heads.SelectMany(head => head.Tasks).Distinct()];

    /// <summary>The tasks for which a subspace is read.</summary>
    public IReadOnlyList<string> TasksOf(string subspace) => Written.FirstOrDefault(written => written.Name == subspace)?.Tasks ?? Tasks;
}
