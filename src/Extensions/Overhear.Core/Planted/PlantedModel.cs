namespace Overhear;

/// <summary>
/// A model whose weights were set by hand, with its answer key: what an analysis of it has to find is known. GPT-2's shape, and the
/// vocabulary of the tasks.
/// </summary>
/// <remarks>
/// Every token has a code of three digits in the subspace <c>token</c>, its classes in <c>role</c>, every position the digits of itself
/// and of the one before in <c>position</c> and <c>previous position</c>. Heads attend by products of two subspaces, so strong that
/// softmax decides for one position, and by default rest on BOS; they copy from subspace to subspace. A dimension that is large and never
/// changes, and one of each role that is written while its heads rest, keep the norm, and every dimension stands upright on all ones, so that LayerNorm gives
/// what it takes.
/// </remarks>
public sealed class PlantedModel : IDisposable
{
    /// <summary>The name by which <see cref="TransformerModel.Load"/> gives the model of <see cref="CircuitReuse"/>.</summary>
    public const string Name = "planted";

    internal PlantedModel(TransformerModel model, PlantedKey key) => (Model, Key) = (model, key);

    /// <summary>The model.</summary>
    public TransformerModel Model { get; }

    /// <summary>What is in it.</summary>
    public PlantedKey Key { get; }

    /// <summary>Repeated tokens (Elhage et al. 2021): a previous-token head, and an induction head whose keys read what that wrote.</summary>
    public static PlantedModel Induction(PlantedOptions? options = null) => PlantedCompiler.Compile(PlantedDescriptions.Induction, options ?? new PlantedOptions());

    /// <summary>
    /// Indirect objects (Wang et al. 2022, arXiv:2211.00593): at S2 a duplicate-token head, at END an inhibition head whose values read what
    /// that wrote, and two movers whose queries read what the inhibition head wrote.
    /// </summary>
    /// <remarks>It tells names by whether they are repeated: to it a third person who is named once is as good an answer as the indirect object.</remarks>
    public static PlantedModel IndirectObject(PlantedOptions? options = null) => PlantedCompiler.Compile(PlantedDescriptions.IndirectObject, options ?? new PlantedOptions());

    /// <summary>
    /// Indirect objects as <see cref="IndirectObject"/>, and Colored Objects with the same duplicate-token head and movers (as in Merullo et al. 2023,
    /// arXiv:2310.08744): a previous-token head of their own brings the color to its object, a content gatherer of their own tells the movers which is wanted.
    /// </summary>
    public static PlantedModel CircuitReuse(PlantedOptions? options = null) => PlantedCompiler.Compile(PlantedDescriptions.CircuitReuse, options ?? new PlantedOptions());

    /// <summary>Frees the model's weights.</summary>
    public void Dispose() => Model.Dispose();

    /// <summary>The model and its heads.</summary>
    public override string ToString() => $"{Model}; {string.Join(", ", Key.Heads)}";
}
