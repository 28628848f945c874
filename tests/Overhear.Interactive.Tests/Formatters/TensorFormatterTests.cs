using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Interactive.Tests;

[Trait("Category", "fast")]
public sealed class TensorFormatterTests
{
    static readonly TensorFormatter formatter = new();

    public TensorFormatterTests() => Backend.Require();

    static string Text(Func<Tensor> make)
    {
        using var tensor = make();
        return formatter.ToText(tensor);
    }

    [Fact]
    public void Shape_type_device_range_and_values() => Assert.Equal(
        "tensor [2, 2] Float32 on cpu, min -1, mean 1.625, max 5\n        -1          2\n         5        0.5",
        Text(() => tensor(new[,] { { -1f, 2f }, { 5f, 0.5f } })));

    [Fact]
    public void A_scalar() => Assert.Equal("tensor [] Float64 on cpu, min 3, mean 3, max 3\n         3", Text(() => tensor(3.0)));

    [Fact]
    public void Truth_values() => Assert.StartsWith("tensor [3] Bool on cpu, min 0, mean 0.6667, max 1\n", Text(() => tensor(new[] { true, false, true })), StringComparison.Ordinal);

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    public void Other_types(ScalarType type) => Assert.Equal($"tensor [2] {type} on cpu, min 1, mean 1, max 1\n         1          1", Text(() => ones(2, dtype: type)));

    [Fact]
    public void Not_a_number_shows() => Assert.Contains("min NaN, mean NaN, max NaN", Text(() => tensor(new[] { 1f, float.NaN })), StringComparison.Ordinal);

    [Fact]
    public void An_empty_one() => Assert.Equal("tensor [0, 3] Float32 on cpu, empty", Text(() => zeros(0, 3)));

    [Fact]
    public void Complex_numbers_have_no_order() => Assert.Equal("tensor [2] ComplexFloat32 on cpu", Text(() => zeros(2, dtype: ScalarType.ComplexFloat32)));

    [Fact]
    public void Of_a_large_one_the_corner_is_shown()
    {
        var lines = Text(() => ones(3, 100, 200)).Split('\n');
        Assert.Equal(1 + 8 + 1, lines.Length);
        Assert.EndsWith(" …", lines[1], StringComparison.Ordinal);
        Assert.Equal("…", lines[^1]);
    }

    [Fact]
    public void A_transposed_view_is_read_as_it_stands() => Assert.EndsWith(
        "         1          3\n         2          4", Text(() => tensor(new[,] { { 1f, 2f }, { 3f, 4f } }).t()), StringComparison.Ordinal);

    [Fact]
    public void A_parameter_says_that_it_has_a_gradient() => Assert.Contains("requires grad", Text(() => ones(2, requires_grad: true)), StringComparison.Ordinal);

    [Fact]
    public void A_disposed_one_says_so()
    {
        var tensor = ones(2);
        tensor.Dispose();
        Assert.StartsWith("tensor disposed", formatter.ToText(tensor), StringComparison.Ordinal);
        Assert.Contains("disposed", formatter.ToHtml(tensor), StringComparison.Ordinal);
    }

    [Fact]
    public void Showing_leaves_no_tensor_behind()
    {
        using var tensor = ones(3, 4, 5);
        formatter.ToHtml(tensor);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10; i++) formatter.ToHtml(tensor);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
