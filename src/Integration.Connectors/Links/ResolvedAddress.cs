using Integration.Calls;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>Reads the address in a platform's answer to "where does this lead".</summary>
internal static class ResolvedAddress
{
    /// <summary>The address; one without a scheme is https.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="text">What stands in its field; null where there is none.</param>
    public static PlatformResult<Uri> Of(PlatformReply reply, string? text)
    {
        var absolute = text?.StartsWith("//", StringComparison.Ordinal) == true ? "https:" + text : text;
        return Uri.TryCreate(absolute, UriKind.Absolute, out var url) && url.Host.Length > 0
            ? url
            : Failures.UnknownShape(reply, "an address");
    }
}
