using TorchSharp;

namespace Overhear.Architecture.Tests;

[Trait("Category", "fast")]
public class ScalarLifetimeTests
{
    [Fact]
    public void No_number_is_freed_while_native_code_reads_it() => Rule.Holds(new ShortLivedScalars(typeof(torch).Assembly.Location).In(typeof(Backend).Assembly.Location, "Arithmetic"));

    [Fact]
    public void Hidden_scalars_are_found_and_plain_calls_are_not()
    {
        var scalars = new ShortLivedScalars(typeof(torch).Assembly.Location);
        const string tensor = "TorchSharp.torch/Tensor";
        Assert.True(scalars.Makes($"{tensor} {tensor}::op_Addition({tensor},{tensor})"));
        Assert.True(scalars.Makes($"{tensor} {tensor}::square()"));
        Assert.False(scalars.Makes($"{tensor} {tensor}::op_Multiply({tensor},{tensor})"));
        Assert.False(scalars.Makes($"{tensor} {tensor}::mm({tensor})"));
    }
}
