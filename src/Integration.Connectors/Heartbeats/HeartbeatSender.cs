using System.Globalization;
using Integration.Notices;
using Integration.Webhooks;

namespace Integration.Heartbeats;

/// <summary>Calls the monitor outside, through the dial guard, without logging its address.</summary>
public sealed class HeartbeatSender : IDisposable
{
    private readonly HttpClient _client;
    private readonly HeartbeatOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes the sender.</summary>
    /// <param name="options">Valid, with an address.</param>
    /// <param name="guard">Asked about every address that is dialled.</param>
    /// <param name="time">For the time-out.</param>
    public HeartbeatSender(HeartbeatOptions options, DialGuard guard, TimeProvider time)
    {
        _options = options;
        _time = time;
        _client = new HttpClient(NoticeHttpHandler.Create(guard, time)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes one call.</summary>
    /// <returns>Why it failed, without the address; null when the monitor took it.</returns>
    public async Task<string?> Send(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            using var answer = await _client.GetAsync(
                _options.Url,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            return answer.IsSuccessStatusCode
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"The monitor answered {(int)answer.StatusCode}.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "The monitor did not answer in time.";
        }
        catch (Exception exception) when (exception is HttpRequestException or DialRefusedException)
        {
            return $"The monitor could not be reached ({exception.GetType().Name}).";
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
