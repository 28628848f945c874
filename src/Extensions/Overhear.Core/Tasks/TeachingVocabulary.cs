namespace Overhear;

/// <summary>The vocabulary of the teaching model: every word of its tasks is one token, with its leading space; those that begin a sentence also without.</summary>
static class TeachingVocabulary
{
    public static ByteLevelVocabulary Create() => new(TaskTexts.All());
}
