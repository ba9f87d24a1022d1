namespace Integration.Notices;

/// <summary>Where the notices of one dispatcher go, and where they wait for it.</summary>
/// <param name="Name">The channel's name, by which the store knows it.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Store">Where notices wait; nobody else may change this channel's.</param>
public sealed record NoticeOutlet(string Name, INoticeChannel Channel, INoticeStore Store);
