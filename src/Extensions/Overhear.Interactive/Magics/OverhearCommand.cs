using Microsoft.DotNet.Interactive.Commands;

namespace Overhear.Interactive;

/// <summary><c>#!overhear</c>, which takes nothing.</summary>
public sealed class OverhearCommand : KernelDirectiveCommand;
