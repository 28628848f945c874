using Microsoft.DotNet.Interactive.Commands;

namespace Overhear.Interactive;

/// <summary>What <c>#!model</c> was given.</summary>
public sealed class ModelCommand : KernelDirectiveCommand
{
    /// <summary>A model's name or folder.</summary>
    public string? Name { get; set; }

    /// <summary>The variable to bind.</summary>
    public string? As { get; set; }

    /// <summary>The device to run on.</summary>
    public string? Device { get; set; }

    /// <summary>The type of numbers to run in.</summary>
    public string? Dtype { get; set; }
}
