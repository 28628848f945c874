using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>A magic command. What it does is also a plain method call of the library.</summary>
interface IMagic
{
    /// <summary>How it is written, for the list that <c>#!overhear</c> shows.</summary>
    string Usage { get; }

    /// <summary>What it does, in one line.</summary>
    string Description { get; }

    /// <summary>The same as a method call.</summary>
    string AsCode { get; }

    void AddTo(CompositeKernel root);
}
