namespace Overhear.Kernel;

/// <summary>What the program says to whoever started it.</summary>
static class ExitCode
{
    public const int Success = 0;

    /// <summary>A cell failed, or what it needs could not be made.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be done; nothing was run.</summary>
    public const int Refused = 2;

    /// <summary>It was stopped, by Ctrl+C for example.</summary>
    public const int Stopped = 130;
}
