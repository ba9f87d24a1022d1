using System.ComponentModel.DataAnnotations;
using Integration.Pipeline;

namespace Integration.Catalogue;

/// <summary>What every connector can be told about its calls. Each platform has a sealed class of its own.</summary>
public abstract class PlatformOptions
{
    /// <summary>
    /// How long one call may take until its whole answer is there; 1 s to 5 min, default 30 s. Then it is a transient failure.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bytes an answer may have; 1 KiB to 64 MiB, default 8 MiB. A larger one is a permanent failure.</summary>
    [Range(1024, 67_108_864)]
    public int MaxAnswerBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// How long to wait when the platform says "too many" without saying for how long; 100 ms to 1 h, default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan ThrottleWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest wait that is believed; 1 min to 7 d, default 24 h, which is what a used-up daily quota asks for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Connections to one host at once; 1 to 1,024, default 64. At the limit calls wait inside their time-out.</summary>
    [Range(1, 1024)]
    public int MaxConnections { get; set; } = 64;

    /// <summary>
    /// How old a connection may become; 10 s to 1 h, default 3 min. A changed name takes effect after this time at the latest.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>What is put around the calls: repetition, circuit, rate and limits.</summary>
    public PipelineOptions Pipeline { get; set; } = new();

    /// <summary>Where calls go to, each with the name of its option.</summary>
    internal abstract IEnumerable<(string Name, Uri Url)> Urls { get; }
}
