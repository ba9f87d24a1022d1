using System.ComponentModel.DataAnnotations;

namespace Integration.Links;

/// <summary>How pasted links are read and short ones expanded.</summary>
public sealed class LinkOptions
{
    /// <summary>Characters of a pasted text that are looked at; 64 to 65,536, default 4,096. What follows is ignored.</summary>
    [Range(64, 65_536)]
    public int MaxCharacters { get; set; } = 4096;

    /// <summary>Addresses in a pasted text that are looked at; 1 to 100, default 8.</summary>
    [Range(1, 100)]
    public int MaxAddresses { get; set; } = 8;

    /// <summary>Steps that are made, redirects and calls of the platform together; 1 to 20, default 5. More are a permanent failure.</summary>
    [Range(1, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How long the answer to one step may take; 1 s to 1 min, default 10 s. Then it is a transient failure.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan StepTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait where a host of short links says "too many"; 1 s to 1 h, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ThrottleWait { get; set; } = TimeSpan.FromSeconds(30);
}
