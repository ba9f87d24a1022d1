using System.Buffers;
using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Requests;

/// <summary>Reads a whole body into memory, within a size and a time.</summary>
internal static class BodyReader
{
    /// <summary>The body, or why it cannot be had.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Bytes at most.</param>
    /// <param name="timeout">From now to the last byte.</param>
    /// <param name="time">The clock of the time-out.</param>
    public static async Task<Outcome<byte[]>> Read(HttpRequest request, int limit, TimeSpan timeout, TimeProvider time)
    {
        if (request.ContentLength > limit)
        {
            return GatewayProblems.TooLarge(limit);
        }

        // Most bodies are there already when the headers are: those need no timer.
        if (request.BodyReader.TryRead(out var early))
        {
            if (early.IsCompleted)
            {
                return Take(request, early.Buffer, limit);
            }

            request.BodyReader.AdvanceTo(early.Buffer.Start, early.Buffer.End);
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            request.HttpContext.RequestAborted
        );
        try
        {
            return await ReadAll(request, limit, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return GatewayProblems.TooSlow(timeout);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return GatewayProblems.TooSlow(timeout);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return GatewayProblems.TooLarge(limit);
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException)
        {
            return GatewayProblems.Incomplete;
        }
    }

    private static async Task<Outcome<byte[]>> ReadAll(HttpRequest request, int limit, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.IsCompleted || read.Buffer.Length > limit)
            {
                return Take(request, read.Buffer, limit);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Outcome<byte[]> Take(HttpRequest request, ReadOnlySequence<byte> buffer, int limit)
    {
        if (buffer.Length > limit)
        {
            return GatewayProblems.TooLarge(limit);
        }

        var body = buffer.ToArray();
        request.BodyReader.AdvanceTo(buffer.End);
        return body;
    }
}
