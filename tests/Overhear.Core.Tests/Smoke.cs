using TorchSharp;
public class Smoke { [Fact] public void Loads() { Overhear.Backend.Require(); using var x = torch.ones(3,3); Assert.Equal(9f, x.sum().item<float>()); } }
