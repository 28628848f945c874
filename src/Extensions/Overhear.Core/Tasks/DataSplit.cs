namespace Overhear;

/// <summary>Which share of a task's material is drawn from.</summary>
public enum DataSplit
{
    /// <summary>All of it.</summary>
    All,
    /// <summary>What a model may be trained on.</summary>
    Training,
    /// <summary>What no model of this project was ever trained on: to measure with.</summary>
    HeldOut,
}
