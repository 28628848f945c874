namespace Overhear;

/// <summary>The sentences of <see cref="IndirectObject"/>: every opening with every clause; those held out go with each other alone.</summary>
static class IndirectObjectTemplates
{
    static readonly string[] openings =
    [
        "When {A} and {B} went to the {PLACE},",
        "After {A} and {B} had arrived at the {PLACE},",
        "While {A} and {B} were waiting near the {PLACE},",
        "Before {A} and {B} left the {PLACE},",
        "Since {A} and {B} both worked at the {PLACE},",
        "In the morning {A} and {B} came to the {PLACE}, and",
        "Last week {A} and {B} met at the {PLACE}, where",
        "At the {PLACE}, {A} and {B} found a {THING}, and then",
        "On the way to the {PLACE}, {A} and {B} talked for a while. Then",
        "The friends {A} and {B} stayed at the {PLACE} until the evening. Later",
        "As soon as {A} and {B} saw the {PLACE},",
        "Yesterday {A} and {B} cleaned the {PLACE}, and afterwards",
        "Once {A} and {B} had closed the {PLACE},",
        "Outside the {PLACE}, {A} and {B} looked at a {THING}, so",
        "In the evening {A} and {B} walked home from the {PLACE}, and later",
        "When {A} and {B} found a {THING} near the {PLACE},",
        "After a long day at the {PLACE}, {A} and {B} sat down. Later",
        "Last week {A} and {B} bought a {THING}, and then",
        "The {PLACE} was empty when {A} and {B} came in. Then",
        "While {A} and {B} were looking for a {THING},",
    ];

    static readonly string[] clauses =
    [
        "{S2} gave a {OBJECT} to",
        "{S2} handed the {OBJECT} to",
        "{S2} decided to give the {OBJECT} to",
        "{S2} offered a {OBJECT} to",
        "{S2} passed the {OBJECT} over to",
        "{S2} showed a {OBJECT} to",
        "{S2} wanted to sell a {OBJECT} to",
        "{S2} brought a new {OBJECT} to",
        "{S2} sent the {OBJECT} to",
        "{S2} wanted to hand the {OBJECT} over to",
        "{S2} bought the new {OBJECT} for",
        "{S2} had a {OBJECT} for",
    ];

    static readonly string[] heldOutOpenings =
    [
        "When {A} and {B} had left the {PLACE},",
        "Last week {A} and {B} worked near the {PLACE}, and then",
        "In the evening {A} and {B} found a {THING} at the {PLACE}. Later",
        "While {A} and {B} cleaned the {PLACE},",
    ];

    static readonly string[] heldOutClauses =
    [
        "{S2} gave the new {OBJECT} to",
        "{S2} wanted to give a {OBJECT} to",
        "{S2} decided to sell the {OBJECT} to",
    ];

    // Whose end, and nothing before it, makes the repeated name the answer.
    static readonly string[] lateGatedClauses =
    [
        "{S2} gave a {OBJECT}, so the giver was",
        "{S2} handed the {OBJECT} over, and thanks went to",
        "{S2} decided to give the {OBJECT} away, and thanks went to",
        "{S2} offered a {OBJECT}, which came from",
        "{S2} sent the {OBJECT}, which had belonged to",
        "{S2} brought a new {OBJECT}, and the praise went to",
        "{S2} bought the new {OBJECT}, so now it belongs to",
        "{S2} had a {OBJECT}, so the owner was",
    ];

    /// <summary>All templates: those to train on, then those held out.</summary>
    /// <param name="first">The role of the name that comes first.</param>
    /// <param name="second">The role of the other.</param>
    public static IEnumerable<(TaskTemplate Template, bool HeldOut)> All(string first, string second) =>
        Join(openings, clauses, first, second).Select(template => (template, false)).Concat(Join(heldOutOpenings, heldOutClauses, first, second).Select(template => (template, true)));

    /// <summary>The openings to train on, with clauses in which the repeated name is right.</summary>
    public static IEnumerable<TaskTemplate> LateGated(string first, string second) => Join(openings, lateGatedClauses, first, second);

    /// <summary>Those to train on, with "the former" or its like, role ORDINAL, in place of the repeated name.</summary>
    public static IEnumerable<TaskTemplate> Ordinal(string first, string second) =>
        Join(openings, clauses.Select(clause => clause.Replace("{S2}", "the {ORDINAL}", StringComparison.Ordinal)), first, second);

    /// <summary>Those to train on, with three names, roles A, B and C, of which two come again, roles S2 and T2.</summary>
    public static IEnumerable<TaskTemplate> ThreeNames() => Join(
        openings.Where(opening => !opening.Contains("both", StringComparison.Ordinal)).Select(opening => opening.Replace("{A} and {B}", "{A}, {B}, and {C}", StringComparison.Ordinal)),
        clauses.Select(clause => clause.Replace("{S2}", "{S2} and {T2}", StringComparison.Ordinal)), "A", "B");

    static IEnumerable<TaskTemplate> Join(IEnumerable<string> openings, IEnumerable<string> clauses, string first, string second) =>
        from opening in openings
        from clause in clauses
        select new TaskTemplate($"{opening} {clause}".Replace("{A}", $"{{{first}}}", StringComparison.Ordinal).Replace("{B}", $"{{{second}}}", StringComparison.Ordinal));
}
