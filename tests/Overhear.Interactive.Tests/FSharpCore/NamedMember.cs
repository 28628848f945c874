namespace Overhear.Interactive.Tests;

/// <summary>A type, or a member of it with its signature, as one assembly names it in another.</summary>
sealed record NamedMember(string Type, string Member, string Signature)
{
    public override string ToString() => Member.Length == 0 ? Type : $"{Type}.{Member}: {Signature}";
}
