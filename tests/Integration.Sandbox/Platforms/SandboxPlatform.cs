using System.Globalization;
using System.Net;
using System.Text.Json;
using Integration.Sandbox.Platforms.Alibaba1688;
using Integration.Sandbox.Platforms.AliExpress;
using Integration.Sandbox.Platforms.Orders;
using Integration.Sandbox.Platforms.Pinduoduo;
using Integration.Sandbox.Platforms.Taobao;
using Integration.Sandbox.Platforms.Temu;
using Integration.Sandbox.Receivers;

namespace Integration.Sandbox.Platforms;

/// <summary>
/// One platform over real HTTP, on a port of its own, so that a bad one cannot disturb a good one. Written from the published
/// protocols alone. Its own control calls lie under <c>/control</c>.
/// </summary>
public sealed class SandboxPlatform : IAsyncDisposable
{
    private const string Unknown = "(unknown)";
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);
    private readonly PlatformShop _shop;
    private readonly RateGate _rate;
    private readonly FaultDice _dice;
    private readonly PlatformGate _gate;
    private readonly ReplyWriter _writer;
    private readonly ControlApi _control;
    private readonly IPlatformProtocol[] _protocols;
    private readonly WebApplication _app;
    private FaultPlan _faults;

    private SandboxPlatform(PlatformKind kind, PlatformOptions options, TimeProvider time)
    {
        Kind = kind;
        _shop = new PlatformShop(kind, options, RulesOf(kind), time);
        _rate = new RateGate(time) { Rule = options.Limit };
        _dice = new FaultDice(options.Seed);
        _gate = new PlatformGate(_shop, _rate);
        _writer = new ReplyWriter(time);
        _control = new ControlApi(this);
        _protocols = ProtocolsOf(kind, _shop);
        _faults = options.Faults;
        Grants = [.. options.Accounts.Select(_shop.Tokens.Issue)];
        _app = Build(options);
        _app.Run(Take);
    }

    /// <summary>Which platform it plays.</summary>
    public PlatformKind Kind { get; }

    /// <summary>Where it listens; in front of the platform's own paths.</summary>
    public Uri Url => new(_app.Urls.First());

    /// <summary>What each account was given at start, in the order of the accounts.</summary>
    public IReadOnlyList<TokenGrant> Grants { get; }

    /// <summary>The goods.</summary>
    public Catalogue Catalogue => _shop.Catalogue;

    /// <summary>The orders; of use where the platform has calls for them.</summary>
    public OrderBook Orders => _shop.Orders;

    /// <summary>The rate limit in force; null: none.</summary>
    /// <exception cref="ArgumentException">The rule is not valid.</exception>
    public RateRule? Limit
    {
        get => _rate.Rule;
        set => _rate.Rule = Valid(value, value?.Mistakes() ?? []);
    }

    /// <summary>What goes wrong from now on.</summary>
    /// <exception cref="ArgumentException">The plan is not valid.</exception>
    public FaultPlan Faults
    {
        get => Volatile.Read(ref _faults);
        set => Volatile.Write(ref _faults, Valid(value, value.Mistakes()));
    }

    /// <summary>Is told of each call once it is answered, on the thread that answered it; null (the default): nobody is.</summary>
    public Action<AnsweredCall>? Watcher { get; set; }

    /// <summary>What was counted so far.</summary>
    public PlatformCounts Counts => _shop.Counter.Snapshot(_rate.Excess, _rate.Punishments);

    /// <summary>Starts a platform.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="time">The time that it lives by.</param>
    /// <exception cref="ArgumentException">The options are not valid; all mistakes are named.</exception>
    /// <exception cref="IOException">The port cannot be listened on.</exception>
    public static async Task<SandboxPlatform> Start(PlatformKind kind, PlatformOptions options, TimeProvider time)
    {
        var platform = new SandboxPlatform(kind, Valid(options, options.Mistakes()), time);
        try
        {
            await platform._app.StartAsync();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next calls that fit meet this fault, whatever the plan says.</summary>
    /// <param name="fault">Which.</param>
    /// <param name="count">How many calls, at least 1.</param>
    /// <param name="calls">Which calls, as in <see cref="FaultPlan.Calls"/>.</param>
    /// <exception cref="InvalidOperationException">A thousand such orders wait already.</exception>
    public void FailNext(FaultKind fault, int count = 1, string? calls = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _dice.Next(fault, count, calls);
    }

    /// <summary>A code as the authorisation page hands it out once the seller agreed.</summary>
    public string NewCode(PlatformAccount account) => _shop.Tokens.NewCode(account);

    /// <summary>Lets all access tokens expire now; refresh tokens still work.</summary>
    public void ExpireTokens() => _shop.Tokens.ExpireAll();

    /// <summary>Tokens of a seller who has agreed anew.</summary>
    public TokenGrant Authorise(PlatformAccount account) => _shop.Tokens.Issue(account);

    /// <summary>Ends all authorisations: only a new code, or <see cref="Authorise"/>, helps.</summary>
    public void RevokeTokens() => _shop.Tokens.RevokeAll();

    /// <summary>How often a product's detail was asked for.</summary>
    public long FetchesOf(long product) => _shop.Counter.FetchesOf(product);

    /// <summary>How often an order's detail was answered; calls that met a fault in place of an answer do not count.</summary>
    public long FetchesOfOrder(string number) => _shop.Counter.FetchesOfOrder(number);

    /// <summary>Counts from 0 again. The faults go on as if nothing happened.</summary>
    public void ResetCounts()
    {
        _shop.Counter.Reset();
        _rate.ResetCounts();
    }

    /// <summary>Stops it; calls that are being answered are cut after two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal PlatformAccount? FindAccount(string? appKey) => _shop.FindAccount(appKey);

    private static T Valid<T>(T value, IReadOnlyList<string> mistakes) =>
        mistakes.Count == 0 ? value : throw new ArgumentException(string.Join(' ', mistakes), nameof(value));

    // Facts: Pinduoduo "refresh does not lengthen the authorisation; a new one kills the old tokens at once"; AliExpress
    // "refresh rotates both"; 1688 keeps the refresh token; TOP says nothing, and is played like 1688.
    private static TokenRules RulesOf(PlatformKind kind) =>
        kind switch
        {
            PlatformKind.Pinduoduo => new TokenRules(Rotates: true, Extends: false, EndsOld: true),
            PlatformKind.AliExpress => new TokenRules(Rotates: true, Extends: true, EndsOld: false),
            _ => new TokenRules(Rotates: false, Extends: false, EndsOld: false),
        };

    private static IPlatformProtocol[] ProtocolsOf(PlatformKind kind, PlatformShop shop) =>
        kind switch
        {
            PlatformKind.Taobao => [new TopProtocol(shop), new TaobaoGlobalProtocol(shop)],
            PlatformKind.Alibaba1688 => [new Alibaba1688Protocol(shop)],
            PlatformKind.Pinduoduo => [new PinduoduoProtocol(shop)],
            PlatformKind.AliExpress => [new AliExpressSyncProtocol(shop), new AliExpressRestProtocol(shop)],
            PlatformKind.Temu => [new TemuProtocol(shop)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such platform."),
        };

    private static WebApplication Build(PlatformOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        return builder.Build();
    }

    private async Task Take(HttpContext http)
    {
        try
        {
            if (http.Request.Path.StartsWithSegments("/control", StringComparison.Ordinal, out var rest))
            {
                await _control.Take(http, rest.Value ?? "");
                return;
            }

            // The platform's own clock, which the server in front of it cannot know.
            http.Response.Headers.Date = _shop.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            var request = await PlatformRequest.Read(http.Request, http.RequestAborted);
            foreach (var protocol in _protocols)
            {
                if (protocol.NameOf(request) is { } name)
                {
                    await Answer(http, protocol, name, request);
                    return;
                }
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (BadHttpRequestException unreadable)
        {
            http.Response.StatusCode = unreadable.StatusCode;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
    }

    private async Task Answer(HttpContext http, IPlatformProtocol protocol, string name, PlatformRequest request)
    {
        var entry = protocol.Find(name);
        var line = entry is null ? Unknown : name;
        var began = _shop.Time.GetTimestamp();
        var number = _shop.Counter.Begin(line);
        try
        {
            var plan = Faults;
            var fault = _dice.Pick(plan, name, entry?.Access is CallAccess.Open or CallAccess.Token, number);
            if (fault is { } met)
            {
                _shop.Counter.Meet(line, met);
            }

            if (ReplyWriter.Replaces(fault))
            {
                _shop.Counter.Decide(line, CallOutcome.Faulted);
                await ReplyWriter.Replace(http, fault!.Value, plan);
                return;
            }

            var reply = _gate.Answer(protocol, name, request, fault, number);
            _shop.Counter.Decide(line, reply.Outcome);
            await _writer.Write(http, reply, fault, plan);
        }
        finally
        {
            _shop.Counter.End(line);
            Watcher?.Invoke(new AnsweredCall(line, began, _shop.Time.GetTimestamp()));
        }
    }
}
