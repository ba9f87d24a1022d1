using System.ComponentModel.DataAnnotations;

namespace Integration.Accounts;

/// <summary>Accounts at platforms: how long things may take and how soon a change holds.</summary>
public sealed class AccountOptions
{
    /// <summary>
    /// How long a connection test may take, a renewal in its middle included; 1 s to 25 s, default 20 s. Then it is told as a
    /// platform that does not answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:25")]
    public TimeSpan TestTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a caller waits for a renewal; 1 s to 25 s, default 20 s. The exchange itself goes on, to the platform's own
    /// <c>CallTimeout</c>: an answer that nobody waited for would be a lost token.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:25")]
    public TimeSpan RenewalWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long before its end a token is renewed, but at most a fifth of its life; 0 to 1 day, default 10 min. With 0 calls wait
    /// for the renewal of a token that has ended.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RenewAhead { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long the lease of an exchange holds, without which no process asks the platform; 10 s to 30 min, default 1 min. After a process
    /// was killed in the middle of one, the account's token is renewed so much later. Keep it above the platforms' <c>CallTimeout</c>:
    /// after it another process may ask too.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:30:00")]
    public TimeSpan RenewalLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long after a failed exchange the same failure is answered without a new one; 1 s to 10 min, default 10 s. Longer where
    /// the platform asks for it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RenewalPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same where a person must act; 10 s to 1 day, default 10 min. A change of the account ends it at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LostPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long tokens that the platform granted are kept in memory while the database does not take them; 10 s to 1 h, default
    /// 5 min. Then they are lost, and on most platforms the authorisation with them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan KeepPatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a silo uses an account without looking at its row again; 0 to 1 min, default 5 s. A change through the API holds
    /// everywhere after this time at the latest.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CredentialsLifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Accounts that a silo remembers; 16 to 100,000, default 1,024. At the limit it forgets all and reads them anew.</summary>
    [Range(16, 100_000)]
    public int RememberedAccounts { get; set; } = 1_024;

    /// <summary>
    /// How often a silo tells how its latest call of each account ended; 1 s to 5 min, default 10 s. Longer: an account's health lags.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallNotes { get; set; } = TimeSpan.FromSeconds(10);
}
