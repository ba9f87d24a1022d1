using System.Text;

namespace Integration.Sandbox.Platforms;

/// <summary>Brings answers to the caller, in one piece or not.</summary>
internal sealed class ReplyWriter(TimeProvider time)
{
    private const string JsonType = "application/json;charset=utf-8";
    private const int Chunk = 64 << 10;
    private const string Page =
        "<!DOCTYPE html><html><head><title>系统繁忙</title></head><body><h1>502 Bad Gateway</h1></body></html>";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    /// <summary>Whether a fault takes the place of the answer.</summary>
    public static bool Replaces(FaultKind? fault) =>
        fault is FaultKind.Cut or FaultKind.Html or FaultKind.Empty or FaultKind.Huge;

    /// <summary>What the caller gets in place of an answer.</summary>
    public static async Task Replace(HttpContext http, FaultKind fault, FaultPlan plan)
    {
        switch (fault)
        {
            case FaultKind.Cut:
                http.Abort();
                break;
            case FaultKind.Html:
                await Write(http, plan.HtmlStatus, "text/html;charset=utf-8", Encoding.UTF8.GetBytes(Page));
                break;
            case FaultKind.Empty:
                await Write(http, StatusCodes.Status200OK, JsonType, []);
                break;
            case FaultKind.Huge:
                await WriteHuge(http, plan.HugeBytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "It does not replace the answer.");
        }
    }

    /// <summary>Writes an answer, with the faults that leave it an answer.</summary>
    public async Task Write(HttpContext http, PlatformReply reply, FaultKind? fault, FaultPlan plan)
    {
        if (fault == FaultKind.Slow)
        {
            await Task.Delay(plan.SlowFor, time, http.RequestAborted);
        }

        if (reply.Location is { } location)
        {
            http.Response.StatusCode = reply.Status;
            http.Response.Headers.Location = location.AbsoluteUri;
            return;
        }

        var node = reply.Body!;
        if (fault == FaultKind.ChangedTypes)
        {
            node = TypeChanger.Apply(node, plan.TypeChanges);
        }

        var text = reply.IsXml ? Wire.Xml(node) : Wire.Json(node);
        var bytes = (fault == FaultKind.WrongCharset ? Gb18030 : Encoding.UTF8).GetBytes(text);
        if (fault == FaultKind.Truncated)
        {
            await WriteHalf(http, bytes);
            return;
        }

        await Write(http, reply.Status, reply.IsXml ? "text/xml;charset=utf-8" : JsonType, bytes);
    }

    /// <summary>Writes bytes of a known length.</summary>
    public static async Task Write(HttpContext http, int status, string type, byte[] bytes)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static async Task WriteHalf(HttpContext http, byte[] bytes)
    {
        http.Response.ContentType = JsonType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    private static async Task WriteHuge(HttpContext http, int length)
    {
        http.Response.ContentType = JsonType;
        var chunk = new byte[Chunk];
        Array.Fill(chunk, (byte)'x');
        await http.Response.Body.WriteAsync("""{"padding":" """u8.ToArray(), http.RequestAborted);
        for (var left = length; left > 0; left -= Chunk)
        {
            await http.Response.Body.WriteAsync(chunk.AsMemory(0, Math.Min(left, Chunk)), http.RequestAborted);
        }

        await http.Response.Body.WriteAsync("\"}"u8.ToArray(), http.RequestAborted);
    }
}
