namespace Overhear.Tests;

[Trait("Category", "fast")]
public class HeadRolesTests
{
    /// <summary>Two layers of two heads, four prompts.</summary>
    static HeadEffects Scores(params double[][] heads)
    {
        var values = new double[2, 2, 4];
        for (var head = 0; head < 4; head++)
            for (var prompt = 0; prompt < 4; prompt++) values[head / 2, head % 2, prompt] = heads[head][prompt];
        return new HeadEffects("score", "", values);
    }

    static readonly HeadEffects attention = Scores([.1, .1, .1, .1], [.8, .8, .7, .5], [.9, .9, .1, .1], [.2, .2, .9, .9]);
    static readonly HeadEffects copying = Scores([1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]);

    [Fact]
    public void Heads_are_chosen_on_one_half_and_reported_on_the_other()
    {
        var role = Assert.Single(HeadRoles.Find(new HeadRule("mover", RoleCondition.AtLeast(attention, .5), RoleCondition.AtLeast(copying, .9))));
        Assert.Equal(["1.0", "0.1"], role.Heads.Select(head => $"{head}")); // 1.1 attends only on the second half
        Assert.Equal([.9, 1], role.Found[0].Chosen);
        Assert.Equal([.1, .1], role.Found[0].Reported[0].Values);
        Assert.Equal([false, true], role.Found.Select(found => found.HoldsAgain));
        Assert.Equal(.6, role.Found[1].Reported[0].Mean, 1e-12);
        Assert.Equal([.5, .9], role.Thresholds);
        Assert.Contains("1.0", role.ToString());
        Assert.Contains("not again", role.ToString());
    }

    [Fact]
    public void A_role_that_no_head_plays_names_the_best_candidate()
    {
        var role = Assert.Single(HeadRoles.Find(new HeadRule("mover", RoleCondition.AtLeast(attention, .95), RoleCondition.AtLeast(copying, .9))));
        Assert.Empty(role.Found);
        Assert.Equal(new HeadId(1, 0), role.Best.Head);
        Assert.False(role.Best.HoldsAgain);
        Assert.Contains("the best candidate is 1.0 (0.1", role.ToString()); // its number is of the other half
    }

    [Fact]
    public void A_threshold_that_is_looked_for_is_set_on_the_first_half_alone()
    {
        var role = Assert.Single(HeadRoles.Find(new HeadRule("mover", RoleCondition.Standout(attention, 1))));
        double[] means = [.1, .8, .9, .2];
        var least = means.Average() + Math.Sqrt(means.Average(m => (m - .5) * (m - .5)));
        Assert.Equal(least, role.Thresholds[0], 1e-12);
        Assert.Equal([new HeadId(1, 0)], role.Heads); // .86: 0.1 has .8
    }

    [Fact]
    public void Bad_rules_are_refused_at_once()
    {
        var one = new HeadEffects("lonely", "", new double[2, 2, 1]);
        var message = Assert.Throws<ArgumentException>(() => HeadRoles.Find(new HeadRule("empty"), new HeadRule("mover", RoleCondition.AtLeast(attention, 1), RoleCondition.AtLeast(one, 1)),
            new HeadRule("odd", RoleCondition.AtLeast(attention, 1), RoleCondition.AtLeast(new HeadEffects("other", "", new double[1, 1, 4]), 1)))).Message;
        foreach (var part in new[] { "empty has no condition", "'lonely' is of one prompt", "'other' is of 1 layers" }) Assert.Contains(part, message);
    }
}
