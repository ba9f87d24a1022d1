using System.Globalization;

namespace Integration.Temu;

/// <summary>A field of a request: the text that is signed is the text that is sent.</summary>
/// <param name="Text">A string as it is; else compact JSON, made once.</param>
/// <param name="IsString">Whether it is sent as a JSON string.</param>
internal sealed record TemuField(string Text, bool IsString)
{
    public static TemuField Of(string text) => new(text, IsString: true);

    public static TemuField Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), IsString: false);
}
