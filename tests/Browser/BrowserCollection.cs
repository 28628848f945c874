namespace Overhear.Tests;

/// <summary>Tests that open pages take turns in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserWindow>
{
    public const string Name = "browser";
}
