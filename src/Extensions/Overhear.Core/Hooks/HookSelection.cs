using System.Text.RegularExpressions;

namespace Overhear;

/// <summary>Which activations a run keeps.</summary>
public sealed class HookSelection
{
    readonly Func<HookPoint, bool> chosen;

    HookSelection(Func<HookPoint, bool> chosen, string description)
    {
        this.chosen = chosen;
        Description = description;
    }

    /// <summary>None.</summary>
    public static HookSelection None { get; } = new(_ => false, "none");

    /// <summary>All that the model has. <see cref="TransformerModel.CacheBytes"/> says beforehand what that takes.</summary>
    public static HookSelection All { get; } = new(_ => true, "all");

    /// <summary>These places.</summary>
    public static HookSelection Of(params IEnumerable<HookPoint> points)
    {
        var set = points.ToHashSet();
        return new HookSelection(set.Contains, string.Join(", ", set)) { Asked = set };
    }

    /// <summary>Places of these kinds, in every layer.</summary>
    public static HookSelection Kinds(params IEnumerable<HookKind> kinds)
    {
        var set = kinds.ToHashSet();
        return new HookSelection(point => set.Contains(point.Kind), string.Join(", ", set));
    }

    /// <summary>Places whose name fits one of the patterns; <c>*</c> stands for any characters: <c>blocks.*.attn.hook_pattern</c>.</summary>
    /// <remarks>A pattern that fits no place of the model is an error of the run that uses it.</remarks>
    public static HookSelection Named(params IEnumerable<string> patterns)
    {
        string[] given = [.. patterns];
        Regex[] compiled = [.. given.Select(p => new Regex("^" + Regex.Escape(p).Replace("\\*", ".*") + "$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))];
        return new HookSelection(point => compiled.Any(r => r.IsMatch(point.Name)), string.Join(", ", given)) { patterns = [.. given.Zip(compiled)] };
    }

    (string Pattern, Regex Compiled)[] patterns = [];

    /// <summary>The places asked for one by one.</summary>
    internal IReadOnlyCollection<HookPoint> Asked { get; private init; } = [];

    /// <summary>The selection in words.</summary>
    public string Description { get; }

    /// <summary>Whether it takes in this place.</summary>
    public bool Contains(HookPoint point) => chosen(point);

    /// <summary>The patterns that fit none of the places.</summary>
    internal IReadOnlyList<string> Unmatched(IReadOnlyCollection<HookPoint> points) =>
        [.. patterns.Where(p => !points.Any(point => p.Compiled.IsMatch(point.Name))).Select(p => p.Pattern)];

    /// <inheritdoc/>
    public override string ToString() => Description;
}
