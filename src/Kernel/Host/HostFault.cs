namespace Overhear.Kernel;

/// <summary>The host could not be started.</summary>
sealed class HostFault(string message) : Exception(message);
