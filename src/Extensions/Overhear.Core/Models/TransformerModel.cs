using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>A decoder-only language model: loads, runs, generates, and hands out what it computes. It never changes.</summary>
/// <remarks>
/// Weights are as stored, so logits equal Hugging Face's; the steps that fold or centre them return a new model that says so.
/// A model may be used from several threads. Disposing it frees its weights; so does forgetting it.
/// </remarks>
public sealed class TransformerModel : IDisposable
{
    readonly Lazy<string> hash;
    readonly Exception? tokenizerFault;

    internal TransformerModel(string name, TransformerConfig config, ModelWeights weights, ModelTokenizer? tokenizer, IReadOnlyList<string>? processing = null, Exception? tokenizerFault = null)
    {
        this.tokenizerFault = tokenizerFault;
        Name = name;
        Config = config;
        Weights = weights;
        OptionalTokenizer = tokenizer;
        Processing = processing ?? [];
        HookPoints = HookShape.Points(config);
        hash = new Lazy<string>(weights.Hash);
    }

    /// <summary>
    /// Loads a model: a folder in Hugging Face's layout, a name of environment.json, a name that ships with the package
    /// (<c>teaching</c>), one that the library makes itself (<c>planted</c>), or <c>org/name</c> in the Hugging Face cache. Nothing is downloaded.
    /// </summary>
    /// <param name="model">Folder or name.</param>
    /// <param name="options">Type, device; as environment.json says, or float32 on the CPU, unless given.</param>
    /// <exception cref="ModelLoadException">It is not there or cannot be run; the message lists everything that is wrong.</exception>
    public static TransformerModel Load(string model, LoadOptions? options = null) => ModelLoader.Load(model, options ?? new LoadOptions());

    /// <summary>The name it was loaded by, or its folder's name.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The steps that changed its weights, in order; empty for the weights as stored.</summary>
    public IReadOnlyList<string> Processing { get; }

    /// <summary>The type of its weights, in which it runs.</summary>
    public Dtype Dtype => Weights.Embed.dtype.ToDtype();

    /// <summary>The device it runs on: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public string Device => TorchDevice.ToString();

    /// <summary>Numbers in its weights, a tied embedding counted once.</summary>
    public long ParameterCount => Weights.Count;

    /// <summary>Bytes of its weights, a tied embedding counted once.</summary>
    public long WeightBytes => Weights.Bytes;

    /// <summary>Every place at which activations can be read, edited or differentiated, in the order of the forward pass.</summary>
    public IReadOnlyList<HookPoint> HookPoints { get; }

    /// <summary>All its heads, by layer.</summary>
    public IReadOnlyList<HeadId> Heads => [.. Enumerable.Range(0, Config.Layers).SelectMany(layer => Enumerable.Range(0, Config.Heads).Select(head => new HeadId(layer, head)))];

    /// <summary>Its tokenizer.</summary>
    /// <exception cref="InvalidOperationException">Its folder holds none, or none that can be read.</exception>
    public ModelTokenizer Tokenizer => OptionalTokenizer
        ?? throw new InvalidOperationException(tokenizerFault is not null
            ? $"The tokenizer of {Name} cannot be read: {tokenizerFault.Message}"
            : $"{Name} has no tokenizer: its folder holds neither tokenizer.json, nor vocab.json and merges.txt, nor tokenizer.model. Run it on ids, with TokenBatch.FromIds.", tokenizerFault);

    internal ModelTokenizer? OptionalTokenizer { get; }

    internal ModelWeights Weights { get; }

    internal Device TorchDevice => Weights.Embed.device;

    /// <summary>Tokenises a text and shows what came of it: pieces, ids, whether BOS was put in front and why.</summary>
    /// <exception cref="InvalidOperationException">BOS is asked for and the tokenizer has none.</exception>
    public Prompt Tokens(string text, Bos bos = Bos.AsTokenizer) => PromptTokenizer.Tokenize(Tokenizer, text, bos);

    /// <summary>Whether it can read a text: it has a tokenizer, and a token for everything in the text.</summary>
    public bool CanRead(string text) => OptionalTokenizer is { } tokenizer && PromptTokenizer.CanEncode(tokenizer, text);

    /// <summary>A prompt of ids that are given, BOS only where it is among them: for a model without a tokenizer, or tokens that no text has.</summary>
    /// <param name="ids">Token ids.</param>
    /// <exception cref="ArgumentException">An id lies outside of the vocabulary; all such are listed.</exception>
    public Prompt PromptOf(IEnumerable<int> ids) => PromptTokenizer.OfIds(this, [.. ids]);

    /// <summary>Bytes that a run of all layers, with logits at every position, keeps on such a batch: known before anything is computed.</summary>
    public long CacheBytes(TokenBatch tokens, HookSelection keep) =>
        HookPoints.Where(keep.Contains).Where(p => !p.IsView).Sum(p => HookShape.Numbers(Config, p.Kind, tokens.Rows, tokens.Length) * HookShape.BytesEach(p.Kind, Weights.Embed.dtype));

    /// <summary>Runs the model and lets a function read what it computed; what the run made is freed when the function returns.</summary>
    /// <typeparam name="T">Plain data: numbers, arrays, results. Not a tensor.</typeparam>
    /// <param name="tokens">The prompts.</param>
    /// <param name="read">Reads logits, kept activations, gradients.</param>
    /// <param name="options">What to keep, edit, differentiate; nothing unless given.</param>
    /// <remarks>One forward pass, and one backward pass where gradients are asked for.</remarks>
    /// <exception cref="ArgumentException">The tokens or the options do not fit the model; the message lists every problem.</exception>
    public T Inspect<T>(TokenBatch tokens, Func<Run, T> read, RunOptions? options = null)
    {
        RequirePlain<T>(nameof(read));
        options ??= new RunOptions();
        RunChecks.Require(this, tokens, options);
        using var scope = NewDisposeScope();
        using var mode = options.GradientOf is null ? no_grad() : enable_grad();
        using var hooks = new HookBus(options.Keep, options.Edits, options.GradientOf is not null);
        return read(ForwardRunner.Run(this, tokens, options, hooks));
    }

    /// <summary>Runs the model on one prompt; see the overload for a batch.</summary>
    public T Inspect<T>(Prompt prompt, Func<Run, T> read, RunOptions? options = null) => Inspect(prompt.ToBatch(), read, options);

    /// <summary>Lets a function read the weights, under TransformerLens' names; views made there are freed when it returns.</summary>
    /// <typeparam name="T">Plain data: numbers, arrays, results. Not a tensor.</typeparam>
    public T InspectWeights<T>(Func<WeightsView, T> read)
    {
        RequirePlain<T>(nameof(read));
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        return read(new WeightsView(Config, Weights));
    }

    /// <summary>The most probable next tokens after a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <remarks>One forward pass.</remarks>
    public TokenPredictions NextTokens(Prompt prompt, int count = 10) => NextTokenPrediction.Predict(this, prompt, count);

    /// <summary>Continues a prompt, greedily unless the options give a temperature.</summary>
    /// <remarks>One forward pass over the prompt and one row for every further token. Cancelled between tokens.</remarks>
    public GeneratedText Generate(Prompt prompt, GenerationOptions? options = null) => Generation.Generate(this, prompt, options ?? new GenerationOptions());

    /// <summary>The same function with the norms' weights and biases multiplied into what reads them. Legal for every model here.</summary>
    public TransformerModel WithFoldedLayerNorm() => FoldLayerNorm.Apply(this);

    /// <summary>The same function with the mean over d_model taken out of everything that writes to the residual stream. LayerNorm models only.</summary>
    /// <exception cref="InvalidOperationException">The model has RMS norms, which see that mean.</exception>
    public TransformerModel WithCentredWriting() => CentreWritingWeights.Apply(this);

    /// <summary>The same probabilities with the mean over the vocabulary taken out of the logits.</summary>
    public TransformerModel WithCentredUnembedding() => CentreUnembedding.Apply(this);

    /// <summary>The same function with the value biases moved into attention's output bias: attention rows sum to 1.</summary>
    public TransformerModel WithFoldedValueBiases() => FoldValueBiases.Apply(this);

    /// <summary>Throws unless there is such a head.</summary>
    internal void Require(HeadId head)
    {
        if (head.Layer < 0 || head.Layer >= Config.Layers || head.Head < 0 || head.Head >= Config.Heads)
            throw new ArgumentException($"There is no head {head}; {Name} has 0.0 to {Config.Layers - 1}.{Config.Heads - 1}.", nameof(head));
    }

    /// <summary>What a result made with this model has to say about it.</summary>
    public RunRecord Record(long? seed = null) => new(
        Name, hash.Value, Processing, Dtype.ToString(), Device, Backend.Description, seed, typeof(TransformerModel).Assembly.GetName().Version!.ToString(3));

    internal TransformerModel With(ModelWeights weights, string step, TransformerConfig? config = null) => new(Name, config ?? Config, weights, OptionalTokenizer, [.. Processing, step], tokenizerFault);

    static void RequirePlain<T>(string parameter)
    {
        if (typeof(T) == typeof(Tensor)) throw new ArgumentException("Tensors are freed when the reading ends. Return plain data, for instance tensor.data<float>().ToArray().", parameter);
    }

    /// <summary>Frees the weights. A model made from this one by a processing step keeps its own.</summary>
    public void Dispose() => Weights.Dispose();

    /// <summary>Name, shape and size in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: {Config.Architecture}, {Config.Layers} layers of {Config.Heads} heads, d_model {Config.DModel}, {ParameterCount / 1e6:0.##} M parameters, {Dtype} on {Device}{(Processing.Count == 0 ? "" : $", {string.Join(", ", Processing)}")}");
}
