namespace Overhear;

/// <summary>Simple sentences that are no task: "The old farmer watches the small boat because the child likes the river."</summary>
static class FillerSentences
{
    const double AdjectiveShare = .5;
    const double BecauseShare = .3;

    static readonly string[] adjectives = Split("""
        old young small big tall short long wide narrow heavy light dark bright warm cold hot cool dry wet soft hard quiet loud quick slow
        strong weak rich poor happy sad angry calm clever brave proud shy kind gentle lazy busy tired hungry thirsty clean dirty broken
        empty full plain strange famous lonely lost hidden wooden golden round sharp smooth
        """);

    static readonly string[] nouns = Split("""
        farmer child boat river doctor teacher dog cat horse bird cow sheep goat fox wolf bear lion tiger mouse rabbit king queen prince
        soldier sailor driver singer dancer painter writer hunter baker lawyer judge pilot nurse neighbor friend stranger brother sister
        mother father uncle cousin baby boy girl man woman tree hill mountain lake sea ocean island road street path bridge tower house
        cabin wall window door roof table wagon train truck car ship engine machine wheel stone rock cloud star moon sun storm wind snow
        fire lantern mill field meadow orchard vineyard desert valley cave cliff shadow crowd army team village town city story song
        """);

    static readonly string[] verbs = Split("""
        watches sees finds likes loves hates fears follows leads helps hears calls meets visits leaves knows remembers forgets needs wants
        protects attacks stops moves pushes pulls carries lifts holds touches paints draws describes studies admires avoids chases catches
        guards hides passes reaches crosses surrounds warms feeds misses trusts welcomes ignores
        """);

    /// <summary>A sentence with all fixed words.</summary>
    public static string Example => $"The {nouns[0]} {verbs[0]} the {nouns[1]} because the {nouns[2]} {verbs[1]} the {nouns[3]}.";

    /// <summary>All other words.</summary>
    public static IEnumerable<string> Words => [.. adjectives, .. nouns, .. verbs];

    /// <summary>Draws a sentence, with its full stop.</summary>
    public static string Draw(SeededRandom random)
    {
        var clause = Clause(random);
        var sentence = random.NextDouble() < BecauseShare ? $"{clause} because {Clause(random)}" : clause;
        return $"T{sentence[1..]}."; // every clause begins with "the"
    }

    static string Clause(SeededRandom random) => $"{Thing(random)} {random.Choose(verbs)} {Thing(random)}";

    static string Thing(SeededRandom random) =>
        random.NextDouble() < AdjectiveShare ? $"the {random.Choose(adjectives)} {random.Choose(nouns)}" : $"the {random.Choose(nouns)}";

    static string[] Split(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
