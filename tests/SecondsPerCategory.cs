using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

[assembly: Overhear.Tests.SecondsPerCategory]
[assembly: AssemblyFixture(typeof(Overhear.Tests.SecondsPerCategoryReport))]

namespace Overhear.Tests;

/// <summary>Takes the time of every test of the assembly. Compiled into each test project.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
sealed class SecondsPerCategoryAttribute : BeforeAfterTestAttribute
{
    static readonly AsyncLocal<long> started = new();

    public static ConcurrentBag<(string Category, double Seconds)> Taken { get; } = [];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => started.Value = Stopwatch.GetTimestamp();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var category = test.Traits.TryGetValue("Category", out var values) ? string.Join("+", values) : "none";
        Taken.Add((category, Stopwatch.GetElapsedTime(started.Value).TotalSeconds));
    }
}

/// <summary>Says at the end of a run how long the tests of each category took. The runner shows it as a diagnostic message.</summary>
public sealed class SecondsPerCategoryReport : IDisposable
{
    /// <summary>Called when the last test has run.</summary>
    public void Dispose()
    {
        var sums = SecondsPerCategoryAttribute.Taken.GroupBy(taken => taken.Category).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Sum(taken => taken.Seconds):0.0} s for {group.Count()} tests"));
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", sums));
    }
}
