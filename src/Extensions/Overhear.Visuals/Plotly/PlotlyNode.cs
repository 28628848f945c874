using DynamicObj;

namespace Overhear;

/// <summary>Writes the attributes of plotly.js into the dynamic objects of Plotly.NET, whose typed initialisers take a hundred arguments from C#.</summary>
static class PlotlyNode
{
    /// <summary>A nested object of attributes; those that are null are left out.</summary>
    public static DynamicObj.DynamicObj Of(params (string Name, object? Value)[] attributes) => new DynamicObj.DynamicObj().With(attributes);

    /// <summary>The same object with these attributes set; those that are null are left out.</summary>
    public static TNode With<TNode>(this TNode node, params (string Name, object? Value)[] attributes) where TNode : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in attributes)
            if (value is not null)
                node.SetProperty(name, value);
        return node;
    }
}
