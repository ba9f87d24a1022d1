namespace Integration.Notices;

/// <summary>Whom to tell, and by which ways (<c>Integration:Notices</c>).</summary>
public sealed class NoticesOptions
{
    /// <summary>Most channels.</summary>
    public const int MaxChannels = 50;

    /// <summary>The name of the channel that makes events; no configured one may have it.</summary>
    public const string EventsName = "events";

    /// <summary>
    /// Channels by name, at most 50; a name has lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, at most 63. Default none:
    /// alerts are then shown by the API alone. What waits in a channel that is taken away stays until it is configured again.
    /// </summary>
    public IDictionary<string, NoticeChannelOptions> Channels { get; } =
        new Dictionary<string, NoticeChannelOptions>(StringComparer.Ordinal);

    /// <summary>
    /// Whether alerts also become events <c>alert.raised</c> and <c>alert.resolved</c> of the source <c>alerts</c>, which subscribers get
    /// signed like any other; default false, because a subscriber of all types and sources would be told of the hub's own troubles.
    /// </summary>
    public bool Events { get; set; }

    /// <summary>How notices wait for their channel.</summary>
    public NoticeDispatchOptions Dispatch { get; set; } = new();
}
