using System.Net;
using System.Text;
using Integration.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Webhooks;

/// <summary>A sender with a clock that stands until a test moves it, and names that a test resolves.</summary>
internal sealed class SenderScope : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly WebhookSender _sender;

    public SenderScope(
        DialGuardOptions? guard = null,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        WebhookSenderOptions? options = null,
        TimeProvider? time = null
    )
    {
        options ??= new WebhookSenderOptions();
        time ??= Time;
        var dialer = new Dialer(
            new DialGuard(guard ?? new DialGuardOptions()),
            resolve ?? Dns.GetHostAddressesAsync,
            options.AddressHeadStart,
            time
        );
        _sender = new WebhookSender(options, dialer, time);
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public Task<AttemptResult> Send(Uri url, byte[]? body = null, params (string Name, string Value)[] headers) =>
        _sender.Send(Request(url, body, headers), TestContext.Current.CancellationToken);

    public Task<AttemptResult> Send(WebhookRequest request, CancellationToken ct) => _sender.Send(request, ct);

    public static WebhookRequest Request(Uri url, byte[]? body = null, params (string Name, string Value)[] headers) =>
        new(
            url,
            body ?? Encoding.UTF8.GetBytes("""{"a":1}"""),
            "application/json",
            "019abcde-0000-7000-8000-000000000001",
            1_795_521_600,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4=",
            headers.ToDictionary(header => header.Name, header => header.Value),
            TimeSpan.FromSeconds(10),
            "Integration.Orleans/0.1",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        );

    public void Dispose() => _sender.Dispose();
}
