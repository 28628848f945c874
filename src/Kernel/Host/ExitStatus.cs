namespace Overhear.Kernel;

/// <summary>How a process ended, in words.</summary>
static class ExitStatus
{
    const int signalBase = 128; // .NET reports a process that signal n ended as code 128 + n, as shells do

    static readonly Dictionary<int, string> signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [8] = "SIGFPE", [9] = "SIGKILL",
        [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
    };

    /// <summary>For example <c>signal 9, SIGKILL (exit code 137)</c> or <c>exit code 3</c>.</summary>
    public static string Describe(int code)
    {
        if (OperatingSystem.IsWindows() || code <= signalBase) return $"exit code {code}";
        var number = code - signalBase;
        // Numbers 7 and 10 upwards differ between systems, so only common ones get a name here; SIGBUS is the one worth the care.
        var name = number == (OperatingSystem.IsMacOS() ? 10 : 7) ? "SIGBUS" : signals.GetValueOrDefault(number);
        return name is null ? $"exit code {code}" : $"signal {number}, {name} (exit code {code})";
    }
}
