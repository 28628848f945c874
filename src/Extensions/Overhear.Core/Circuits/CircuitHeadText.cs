using System.Text.Json;

namespace Overhear;

/// <summary>Heads of a circuit as one text of a saved result: a JSON array of [head, role, position or null].</summary>
static class CircuitHeadText
{
    public static string Of(IEnumerable<CircuitHead> heads) => JsonSerializer.Serialize(heads.Select(head => new[] { $"{head.Head}", head.Role, head.Position }));

    public static IReadOnlyList<CircuitHead> Read(string text)
    {
        try
        {
            return [.. JsonSerializer.Deserialize<string?[][]>(text)!.Select(head => head is [{ } id, { } role, var position] ? new CircuitHead(HeadId.Parse(id), role, position) : throw new JsonException())];
        }
        catch (Exception fault) when (fault is JsonException or ArgumentNullException)
        {
            throw new FormatException($"'{text}' is no list of heads, each with its role and position.", fault);
        }
    }
}
