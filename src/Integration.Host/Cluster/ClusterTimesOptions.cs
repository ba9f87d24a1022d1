using System.ComponentModel.DataAnnotations;

namespace Integration.Cluster;

/// <summary>
/// How fast the cluster notices what has gone (<c>Integration:Cluster</c>). The defaults were measured together: a killed silo is
/// replaced within 3 s, a hung one within 10 s, and a cluster of which everything was killed is back within 20 s. All
/// processes of a cluster should have the same.
/// </summary>
internal sealed class ClusterTimesOptions
{
    /// <summary>
    /// Between two probes of a silo by its neighbours, and how long each waits; 200 ms to 30 s, default 1 s. Longer: a killed silo
    /// is missed later. Shorter: a silo that pauses for <see cref="MissedProbes"/> probes is declared dead wrongly.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:30")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// To what a probe's time-out may grow; at least <see cref="ProbeTimeout"/>, up to 1 min, default 2 s. Times
    /// <see cref="MissedProbes"/> it is how long recent traffic protects a hung silo: 4 s would make 13 s of the 7 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan MaxProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Probes missed in a row until a silo is suspected; 1 to 20, default 3. 1 takes a lost packet for a death.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>
    /// Between two reads of the membership table; 1 s to 5 min, default 5 s. The longest time in which a silo that missed the gossip
    /// goes on calling a dead one.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TableRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Between two heartbeats of a silo in the table; 1 s to 1 min, default 5 s. After all silos were killed at once, new ones on
    /// other addresses wait three times as long for the dead.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a call of a grain waits for its answer; 1 s to 30 s, default 5 s. A call to a silo that has gone waits so long, and
    /// intake repeats it: a sender waits at most this and <c>Integration:Intake:LostCallRetry</c>, or twice this. Longer than
    /// that and senders give up first; shorter than a slow commit and intake does its work twice.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Between two looks of a gateway for silos; 500 ms to 1 min, default 2 s. A silo that hangs is called until it is dead in the table
    /// and this time has passed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a gateway that was asked to stop says "not ready" and closes kept connections before it takes no more; 0 to
    /// 20 s, default 2 s. Longer than a load balancer takes to notice; 0 cuts off whoever sends at that moment.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan LeaveNotice { get; set; } = TimeSpan.FromSeconds(2);
}
