namespace Overhear.Kernel;

/// <summary>A formula uses something that is not translated.</summary>
sealed class TexNotKnown(string what) : Exception(what);
