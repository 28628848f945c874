namespace Overhear;

/// <summary>The words that the tasks are made of: each is one token, with its leading space, for GPT-2 and for the models trained here.</summary>
static class TaskWords
{
    /// <summary>First names.</summary>
    public static IReadOnlyList<string> Names { get; } = Split("""
        Aaron Adam Alan Albert Alex Alice Amanda Amy Andrea Andrew Angela Anna Anthony Arthur Barbara Ben Bob Brian Bruce Carl
        Caroline Charles Charlie Charlotte Chris Christina Claire Colin Craig Daniel David Deborah Dennis Diana Donald Douglas
        Edward Elizabeth Emily Emma Eric Frank Fred Gary George Gordon Graham Greg Hannah Harold Harry Heather Helen Henry
        Howard Ian Jack Jacob James Jamie Jane Jason Jeff Jennifer Jeremy Jerry Jessica Jim Joan Joe John Jonathan Joseph
        Joshua Julia Julie Justin Karen Kate Keith Kelly Kevin Larry Laura Lauren Leon Lewis Linda Lisa Louis Lucas Lucy Luke
        Margaret Maria Martha Martin Mary Matthew Melissa Michael Michelle Nancy Nathan Nicholas Nicole Nina Oliver Oscar
        Patricia Patrick Paul Peter Philip Rachel Ralph Rebecca Richard Robert Roger Ronald Russell Ruth Ryan Sam Samantha
        Samuel Sandra Sarah Scott Sean Sharon Simon Sophie Stephen Steven Stuart Susan Thomas Timothy Tom Tony Tyler Victor
        Victoria Vincent Walter Warren Wayne William
        """);

    /// <summary>Things that one person can give to another; none begins with a vowel, so that each follows "a".</summary>
    public static IReadOnlyList<string> Objects { get; } = Split("""
        ball basket bell book bottle bowl box brush bucket cake camera candle card carpet chair clock coat coin cup desk doll
        drink drum fan flag flower fork gift glass guitar hammer hat jacket jar key knife ladder lamp letter map medal mirror
        newspaper notebook pen pencil photo picture pillow plant plate puzzle radio ring rope ruler shirt snack spoon stamp
        ticket towel toy watch whistle
        """);

    /// <summary>Places to go to and to be at; each follows "the".</summary>
    public static IReadOnlyList<string> Places { get; } = Split("""
        airport bakery bank barn beach bridge castle church cinema clinic college factory farm field forest garden gym harbor
        hospital hotel house kitchen lake library market museum office park port restaurant river school shop stadium station
        store studio theater tower village workshop zoo
        """);

    static readonly Dictionary<string, int> indexOfName = Names.Index().ToDictionary(name => name.Item, name => name.Index);

    /// <summary>Where a name stands in <see cref="Names"/>; −1 where it does not.</summary>
    public static int IndexOfName(string name) => indexOfName.GetValueOrDefault(name, -1);

    static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
