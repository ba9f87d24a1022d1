using Integration.Alerts;

namespace Integration.Notices;

/// <summary>A text for people, on its way to a channel. Plain text: channels show no markup.</summary>
public sealed record Notice
{
    /// <summary>Longest <see cref="Title"/>, in UTF-16 units.</summary>
    public const int MaxTitle = 200;

    /// <summary>Longest <see cref="Text"/>, in UTF-16 units.</summary>
    public const int MaxText = 16_384;

    /// <summary>Id; the same one is never queued twice in a channel.</summary>
    public required string Id { get; init; }

    /// <summary>One line, cut to <see cref="MaxTitle"/>; line breaks become spaces.</summary>
    public required string Title
    {
        get;
        init => field = NoticeText.Cut(NoticeText.OneLine(value), MaxTitle);
    }

    /// <summary>The rest, cut to <see cref="MaxText"/>; may be empty.</summary>
    public required string Text
    {
        get;
        init => field = NoticeText.Cut(value, MaxText);
    }

    /// <summary>How urgent it is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>When it was made; of a gathered one, when the first of them was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many notices it stands for; more than 1 where several were gathered into one.</summary>
    public int Count { get; init; } = 1;

    /// <summary>
    /// Those that were gathered into this one, the most severe first; empty for a single notice. Fewer than <see cref="Count"/> where not
    /// all could be named.
    /// </summary>
    public IReadOnlyList<GatheredNotice> Gathered { get; init; } = [];

    /// <summary>It stands for a notice whose text a channel refused.</summary>
    public bool IsStub { get; init; }
}
