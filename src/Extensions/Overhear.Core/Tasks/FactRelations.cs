namespace Overhear;

/// <summary>What <see cref="Facts"/> knows. What is said of countries is true; the people are invented, and so is all that is said of them.</summary>
static class FactRelations
{
    // country, capital, language, currency
    static readonly IReadOnlyList<IReadOnlyList<string>> countries = Rows("""
        France Paris French euro, Germany Berlin German euro, Italy Rome Italian euro, Spain Madrid Spanish euro, Greece Athens Greek euro,
        Finland Helsinki Finnish euro, Estonia Tallinn Estonian euro, Croatia Zagreb Croatian euro, Sweden Stockholm Swedish krona,
        Norway Oslo Norwegian krone, Denmark Copenhagen Danish krone, Iceland Reykjavik Icelandic krona, Poland Warsaw Polish zloty,
        Hungary Budapest Hungarian forint, Czechia Prague Czech koruna, Romania Bucharest Romanian leu, Albania Tirana Albanian lek,
        Serbia Belgrade Serbian dinar, Russia Moscow Russian ruble, Ukraine Kyiv Ukrainian hryvnia, Turkey Ankara Turkish lira,
        Georgia Tbilisi Georgian lari, Armenia Yerevan Armenian dram, Egypt Cairo Arabic pound, Morocco Rabat Arabic dirham,
        Iran Tehran Persian rial, Pakistan Islamabad Urdu rupee, Nepal Kathmandu Nepali rupee, Bangladesh Dhaka Bengali taka,
        Thailand Bangkok Thai baht, Vietnam Hanoi Vietnamese dong, Mongolia Ulaanbaatar Mongolian tugrik, China Beijing Chinese yuan,
        Japan Tokyo Japanese yen, Kenya Nairobi Swahili shilling, Peru Lima Spanish sol, Chile Santiago Spanish peso,
        Austria Vienna German euro, Australia Canberra English dollar, Brazil Brasilia Portuguese real
        """);

    static readonly IReadOnlyList<string> people = Words("""
        Arkwell Balsbury Bramholt Calderby Corvane Dalmoor Delbrook Dunmarsh Elvorn Fenwarth Galdane Grestow Halverby Hexmoor Ilvane
        Jarrowby Kelstrand Kirvale Lathmoor Lorvane Marwold Merribrook Nethercroft Norvale Oakvane Ostermoor Pellgrave Penwarth Quillby
        Ravenholt Rostmoor Selwarth Silverby Stanmarsh Tarnwell Thornbrook Ulverby Vexmoor Wendmarsh Yarrowby
        """);

    static readonly IReadOnlyList<string> professions = Words("""
        baker carpenter doctor dentist farmer gardener judge lawyer nurse painter pilot plumber sailor tailor teacher writer banker barber
        butcher chemist
        """);

    static readonly IReadOnlyList<string> cities = Words("""
        Hamburg Munich Milan Venice Lyon Barcelona Seville Manchester Liverpool Glasgow Boston Chicago Dallas Denver Seattle Toronto
        Montreal Sydney Melbourne Osaka
        """);

    static readonly IReadOnlyList<string> instruments = Words("piano violin cello flute clarinet trumpet trombone saxophone harp banjo mandolin organ");

    public static IReadOnlyList<FactRelation> All { get; } =
    [
        OfCountries("capital", 1, "The capital of {SUBJECT} is", "In {SUBJECT} the capital is", "The capital city of {SUBJECT} is called", "The government of {SUBJECT} sits in"),
        OfCountries("language", 2, "In {SUBJECT} people speak", "The language of {SUBJECT} is", "Most children in {SUBJECT} learn", "Books from {SUBJECT} are written in"),
        OfCountries("currency", 3, "In {SUBJECT} you pay with the", "The currency of {SUBJECT} is the", "The money of {SUBJECT} is called the", "Prices in {SUBJECT} are given in the"),
        OfPeople("profession", professions, 1, "For a living {SUBJECT} works as a", "The profession of {SUBJECT} is that of a", "By trade {SUBJECT} is a", "Most people know {SUBJECT} as a"),
        OfPeople("birthplace", cities, 2, "The birthplace of {SUBJECT} is", "Long ago {SUBJECT} was born in", "The home town of {SUBJECT} is", "As a child {SUBJECT} lived in"),
        OfPeople("instrument", instruments, 3, "On stage {SUBJECT} plays the", "The instrument of {SUBJECT} is the", "Every evening {SUBJECT} practises the", "In concerts {SUBJECT} plays the"),
    ];

    static FactRelation OfCountries(string name, int column, params string[] templates) =>
        new(name, [.. countries.Select(row => row[0])], [.. countries.Select(row => row[column])], templates);

    /// <summary>What is said of people is dealt out at random, each answer about as often as any other.</summary>
    static FactRelation OfPeople(string name, IReadOnlyList<string> answers, long seed, params string[] templates) =>
        new(name, people, new SeededRandom(seed).Shuffle(people.Index().Select(person => answers[person.Index % answers.Count])), templates);

    static IReadOnlyList<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static IReadOnlyList<IReadOnlyList<string>> Rows(string text) => [.. text.Split(',').Select(Words)];
}
