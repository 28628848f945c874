using System.Text;

namespace Overhear;

/// <summary>Forms as the data of a path.</summary>
static class SvgPath
{
    public static void Append(StringBuilder svg, Shape shape)
    {
        switch (shape)
        {
            case Box box:
                var (width, height) = (SvgNumber.Of(box.Width), SvgNumber.Of(box.Height));
                svg.Append($"M{SvgNumber.Of(box.X)} {SvgNumber.Of(box.Y)}h{width}v{height}h-{width}z");
                break;
            case Circle circle:
                var (radius, across) = (SvgNumber.Of(circle.Radius), SvgNumber.Of(2 * Math.Round(circle.Radius, 1)));
                svg.Append($"M{SvgNumber.Of(circle.X - circle.Radius)} {SvgNumber.Of(circle.Y)}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0z");
                break;
            case Polyline line:
                foreach (var (index, place) in line.Places.Index())
                    svg.Append(index == 0 ? 'M' : 'L').Append(SvgNumber.Of(place.X)).Append(' ').Append(SvgNumber.Of(place.Y));
                if (line.IsClosed) svg.Append('z');
                break;
        }
    }
}
