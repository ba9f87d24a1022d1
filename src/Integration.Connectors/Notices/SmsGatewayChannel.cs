using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Integration.Notices;

/// <summary>Text messages through whatever gateway speaks HTTP.</summary>
public sealed class SmsGatewayChannel : INoticeChannel
{
    private readonly SmsGatewayOptions _options;
    private readonly NoticeHttp _http;
    private readonly bool _showsText;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="client">See <see cref="NoticeHttpHandler"/>.</param>
    /// <param name="time">For the time-out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public SmsGatewayChannel(SmsGatewayOptions options, HttpClient client, TimeProvider time)
    {
        _options = NoticeOptionsFaults.Checked(options);
        _http = new NoticeHttp(client, options.Timeout, options.MaxAnswerBytes, time);
        // Where a gateway's template has room for titles only, the title of several notices says how many they are.
        _showsText = SmsTemplate.Uses(options.Url, "text") || SmsTemplate.Uses(options.Body, "text");
        Rates = [new(options.MessagesPerMinute, TimeSpan.FromMinutes(1))];
    }

    /// <inheritdoc />
    public string Kind => "sms";

    /// <inheritdoc />
    public IReadOnlyList<NoticeRate> Rates { get; }

    /// <inheritdoc />
    public async Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        using var request = Request(notice);
        var answer = await _http.Send(request, ct);
        if (answer.Failure is { } failure)
        {
            // Robots name what is wrong with a request by a code; of a gateway this status is all, and the text is what changes
            // from one request to the next.
            return answer.Status == HttpStatusCode.BadRequest
                ? failure with
                {
                    Failure = NoticeFailureKind.Refused,
                }
                : failure;
        }

        return
            _options.SuccessText.Length == 0
            || Encoding.UTF8.GetString(answer.Body).Contains(_options.SuccessText, StringComparison.Ordinal)
            ? NoticeResult.Sent
            : new NoticeResult(
                NoticeFailureKind.Transient,
                $"{NoticeHttp.Server(request.RequestUri!)} answered, but not with the text that says it took the message."
            );
    }

    /// <inheritdoc />
    public bool Fits(Notice notice) => !_showsText || WholeText(notice).Length <= _options.MaxCharacters;

    private HttpRequestMessage Request(Notice notice)
    {
        var url = SmsTemplate.Fill(_options.Url, Value, Uri.EscapeDataString);
        var request = new HttpRequestMessage(new HttpMethod(_options.Method), new Uri(url, UriKind.Absolute));
        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_options.BodyKind != SmsBodyKind.None)
        {
            var body = SmsTemplate.Fill(_options.Body, Value, SmsTemplate.EscapeFor(_options.BodyKind));
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType(_options.BodyKind), "utf-8");
        }

        return request;

        string Value(string name) =>
            name switch
            {
                "to" => string.Join(_options.Separator, _options.Recipients),
                "text" => NoticeText.Cut(WholeText(notice), _options.MaxCharacters),
                "title" => NoticeText.Cut(notice.Title, _options.MaxCharacters),
                "id" => notice.Id,
                _ => notice.Severity.ToString().ToLowerInvariant(),
            };
    }

    private string WholeText(Notice notice) =>
        string.Concat(
            _options.Prefix.Length == 0 ? "" : _options.Prefix + " ",
            notice.Title,
            notice.Text.Length == 0 ? "" : "\n" + notice.Text
        );

    private static string MediaType(SmsBodyKind kind) =>
        kind switch
        {
            SmsBodyKind.Json => "application/json",
            SmsBodyKind.Form => "application/x-www-form-urlencoded",
            SmsBodyKind.Xml => "application/xml",
            _ => "text/plain",
        };
}
