namespace Overhear.Interactive.Tests;

/// <summary>Tests that start the tool run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class HostCollection : ICollectionFixture<RunningHost>
{
    public const string Name = "host";
}
