namespace Overhear;

/// <summary>A form on a picture. Coordinates are in pixels of the picture, to the right and downwards.</summary>
abstract record Shape;
