namespace Overhear;

/// <summary>Where an entry of a table stands on each axis, moved on entry by entry.</summary>
sealed class ResultPlace
{
    readonly IReadOnlyList<string> axes;
    readonly int[] sizes;
    readonly int[] indices;

    /// <summary>At the first entry.</summary>
    public ResultPlace(ResultContent content, ResultTable table)
    {
        axes = table.Axes;
        sizes = [.. axes.Select(axis => content.Axes[axis].Size)];
        indices = new int[sizes.Length];
    }

    /// <summary>The place on an axis, from 0; null where the table does not have it.</summary>
    public int? On(string axis)
    {
        for (var i = 0; i < axes.Count; i++)
            if (axes[i] == axis) return indices[i];
        return null;
    }

    /// <summary>Goes on to the next entry, the last axis first.</summary>
    public void Next()
    {
        for (var i = indices.Length - 1; i >= 0; i--)
        {
            if (++indices[i] < sizes[i]) return;
            indices[i] = 0;
        }
    }
}
