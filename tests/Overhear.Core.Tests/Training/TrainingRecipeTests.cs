namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TrainingRecipeTests
{
    [Fact]
    public void The_learning_rate_rises_stays_and_falls_linearly()
    {
        var recipe = new TrainingRecipe { Steps = 1000, LearningRate = 2, WarmUpSteps = 100, CoolDownShare = .4, FinalShare = .1 };
        Assert.Equal(.02, recipe.LearningRateAt(0), 9);
        Assert.Equal(1, recipe.LearningRateAt(49), 9);
        Assert.Equal(2, recipe.LearningRateAt(99), 9);
        Assert.Equal(2, recipe.LearningRateAt(600), 9);
        Assert.Equal(2 * (.1 + .9 * .5), recipe.LearningRateAt(800), 9);
        Assert.Equal(.2, recipe.LearningRateAt(1000), 9);
        Assert.Equal(2, (recipe with { CoolDownShare = 0, WarmUpSteps = 0 }).LearningRateAt(0), 9);
    }

    [Fact]
    public void All_problems_are_said_at_once()
    {
        var plan = MicroTraining.Plan(recipe: new TrainingRecipe { Steps = 0, LearningRate = double.NaN, Beta1 = 1 }, resume: true);
        plan = plan with { Config = plan.Config with { Architecture = "llama", Layers = 0 } };
        var message = Assert.Throws<ArgumentException>(() => Trainer.Train(plan)).Message;
        Assert.All(["Steps is 0", "LearningRate is NaN", "Beta1 is 1", "\"llama\"", "number of layers is 0", "names no file"], part => Assert.Contains(part, message));
    }
}
