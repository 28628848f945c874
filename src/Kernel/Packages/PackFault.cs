namespace Overhear.Kernel;

/// <summary>The packages of this checkout could not be made or put in place.</summary>
sealed class PackFault(string message) : Exception(message);
