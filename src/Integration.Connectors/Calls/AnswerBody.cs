using System.Buffers;

namespace Integration.Calls;

/// <summary>Reads an answer's body, but never more than a limit.</summary>
internal static class AnswerBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>The body; null where it is larger than the limit, of which then no more than the limit was read.</summary>
    /// <param name="content">The answer's content, not buffered.</param>
    /// <param name="limit">Bytes, 1 or more.</param>
    /// <param name="ct">Ends reading.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="HttpRequestException">The connection broke.</exception>
    public static async Task<byte[]?> Read(HttpContent content, int limit, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), ct)) > 0)
            {
                length += read;
                if (length > limit)
                {
                    return null;
                }

                buffer = length == buffer.Length ? Grown(buffer) : buffer;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
