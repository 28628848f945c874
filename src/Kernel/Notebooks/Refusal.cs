namespace Overhear.Kernel;

/// <summary>What was asked for cannot be done, and nothing has been started. The message is one line for the user.</summary>
sealed class Refusal(string message) : Exception(message);
