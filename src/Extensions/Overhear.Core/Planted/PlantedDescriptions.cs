using static Overhear.PlantedDescription;

namespace Overhear;

/// <summary>The models that are planted. Digits of codes are counted: a token has three, a position two, and two different ones share at most one less.</summary>
static class PlantedDescriptions
{
    const string Repeated = "Repeated Tokens";
    const string Previous = "previous token";
    const string Duplicated = "duplicated token";
    const string Fetched = "what stood before the duplicated token";
    const string Preference = "preference";
    const string Output = "output";

    // Names and answers are told from all else by more than the whole context is late by, START from both.
    const double Late = 2400, Class = 2700, ClassRest = 2550;

    static readonly IReadOnlyList<string> indirect = [Overhear.IndirectObject.Name];
    static readonly IReadOnlyList<string> colored = [ColoredObjects.Name];
    static readonly IReadOnlyList<string> both = [.. indirect, .. colored];

    public static PlantedDescription Induction { get; } = new("planted-induction", 2, [new(Previous), new(Output)], Output,
    [
        PreviousToken(new HeadId(0, 1), [Repeated]),
        new(new HeadId(1, 2), "induction", [Repeated], [new(Token, Previous, 100), new(Constant, Start, 250)], [new(Token, Output)]),
    ]);

    public static PlantedDescription IndirectObject { get; } = new("planted-indirect-object", 3, [new(Duplicated), new(Preference), new(Output)], Output,
    [
        DuplicateToken(new HeadId(0, 1), indirect, new Moves(Token, Duplicated)),
        Inhibition(new HeadId(1, 2)),
        Mover(new HeadId(2, 0), indirect, .6),
        Mover(new HeadId(2, 3), indirect, .4),
    ]);

    public static PlantedDescription CircuitReuse { get; } = new(PlantedModel.Name, 4, [new(Previous, colored), new(Duplicated, indirect), new(Fetched, colored), new(Preference), new(Output)], Output,
    [
        PreviousToken(new HeadId(0, 2), colored),
        DuplicateToken(new HeadId(1, 1), both, new Moves(Token, Duplicated), new Moves(Previous, Fetched)),
        Inhibition(new HeadId(2, 2)),
        // At END to the last thing, which is the one that was asked for; wanted is what stood before it when it was named first.
        new(new HeadId(2, 0), "content gatherer", colored, AtLast(IsThing), [new(Fetched, Preference)]),
        Mover(new HeadId(3, 0), both, .6),
        Mover(new HeadId(3, 3), both, .4),
    ]);

    static HeadDescription PreviousToken(HeadId head, IReadOnlyList<string> tasks) =>
        new(head, "previous token", tasks, [new(PreviousPosition, Position, 100), new(Constant, Start, 150)], [new(Token, Previous)]);

    // The same token at another position scores 600 less at most 100, itself 400, other tokens at most 400, resting 450.
    static HeadDescription DuplicateToken(HeadId head, IReadOnlyList<string> tasks, params Moves[] values) =>
        new(head, "duplicate token", tasks, [new(Token, Token, 200), new(Position, Position, -100), new(Constant, Start, 450)], values);

    // At END to the last name: S2. Nothing is inhibited where that name is not duplicated.
    static HeadDescription Inhibition(HeadId head) => new(head, "inhibition", indirect, AtLast(IsName), [new(Duplicated, Preference, -1)]);

    static IReadOnlyList<AttendsBy> AtLast(string role) => [new(Constant, role, Class), new(Constant, Lateness, Late), new(Constant, Start, ClassRest)];

    // An inhibited answer scores 250, all others 300 to 550, what is no answer at most 150, resting 200.
    static HeadDescription Mover(HeadId head, IReadOnlyList<string> tasks, double share) =>
        new(head, "mover", tasks, [new(Preference, Token, 50), new(Constant, IsAnswer, 400), new(Constant, Start, 200)], [new(Token, Output, share)]);
}
