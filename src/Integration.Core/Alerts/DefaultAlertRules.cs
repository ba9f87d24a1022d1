using System.Text;
using Integration.Json;

namespace Integration.Alerts;

/// <summary>The rules that are shipped, as the data they are; every one can be changed or switched off.</summary>
public static class DefaultAlertRules
{
    private static readonly AlertRule[] Rules = Read();

    /// <summary>The rules. The metrics are those of <see cref="AlertMetrics"/>.</summary>
    public static IReadOnlyList<AlertRule> All => Rules;

    /// <summary>The rules as JSON, an array.</summary>
    public const string Json = """
        [
          {
            "id": "enrichment-backlog",
            "title": "Enrichment falls behind",
            "metric": "enrichment.backlog",
            "condition": { "operator": "above", "threshold": 1000 },
            "severity": "warning", "for": "1m", "clear_for": "2m", "group_by": ["shop"],
            "mend": "See whether the platform throttles the shop's account, and whether the enrichment worker runs."
          },
          {
            "id": "enrichment-failures",
            "title": "Enrichment tasks fail",
            "metric": "enrichment.failure_ratio",
            "condition": { "operator": "above", "threshold": 0.1 },
            "severity": "warning", "for": "1m", "clear_for": "2m", "group_by": ["shop"],
            "mend": "The shop's failed tasks name the error; they can be started again by hand."
          },
          {
            "id": "worker-stopped",
            "title": "A background worker does not run",
            "metric": "worker.running",
            "condition": { "operator": "below", "threshold": 1 },
            "severity": "critical", "for": "1m", "clear_for": "1m", "group_by": ["worker"],
            "mend": "See whether a silo is up and reaches the database; workers start again by themselves."
          },
          {
            "id": "sync-too-long",
            "title": "A sync runs for longer than an hour",
            "metric": "sync.running_seconds",
            "condition": { "operator": "above", "threshold": 3600 },
            "severity": "warning", "clear_for": "0s", "group_by": ["shop"],
            "mend": "The sync's progress shows whether pages still come; a stopped one goes on after its last page."
          },
          {
            "id": "shop-behind",
            "title": "A shop's copy is far behind the platform",
            "metric": "sync.late_seconds",
            "condition": { "operator": "above", "threshold": 3600 },
            "severity": "warning", "for": "1m", "clear_for": "0s", "group_by": ["shop"],
            "mend": "The shop's last sync run says why it failed; when none was started, see whether a silo runs."
          },
          {
            "id": "shop-credentials-refused",
            "title": "A shop is paused because its account's credentials are not accepted",
            "metric": "shop.credentials_refused",
            "condition": { "operator": "at_least", "threshold": 1 },
            "severity": "critical", "for": "0s", "clear_for": "0s", "group_by": ["shop"],
            "mend": "Authorise the account anew and give it the new token; the shop goes on where it stopped."
          },
          {
            "id": "platform-failures",
            "title": "Calls to a platform fail",
            "metric": "platform.failure_ratio",
            "condition": { "operator": "above", "threshold": 0.05 },
            "severity": "critical", "for": "0s", "clear_for": "2m", "group_by": ["platform", "account"],
            "mend": "The account's health has the last failure in words; a connection test tells whether it still holds."
          },
          {
            "id": "account-refused",
            "title": "A platform refuses an account for what only a person can mend",
            "metric": "account.needs_attention",
            "condition": { "operator": "at_least", "threshold": 1 },
            "severity": "critical", "for": "10s", "clear_for": "10s", "group_by": ["platform", "account"],
            "mend": "The account's health says what was refused: secret, permission, authorisation or address. Mend it there, then test the connection."
          },
          {
            "id": "authorisation-ends",
            "title": "An account's authorisation ends soon",
            "metric": "account.authorisation_days_left",
            "condition": { "operator": "below", "threshold": 7 },
            "severity": "warning", "for": "0s", "clear_for": "0s", "group_by": ["platform", "account"],
            "mend": "Authorise the app anew at the platform and give the account its new tokens; no renewal reaches further."
          },
          {
            "id": "polling-paused",
            "title": "Polling of an ERP is paused after errors in a row",
            "metric": "source.polling_paused",
            "condition": { "operator": "at_least", "threshold": 1 },
            "severity": "warning", "clear_for": "0s", "group_by": ["source"],
            "mend": "The source's status names the last error; polling resumes by itself."
          },
          {
            "id": "database-away",
            "title": "The database does not answer",
            "metric": "database.reachable",
            "condition": { "operator": "below", "threshold": 1 },
            "severity": "critical", "for": "8s", "clear_for": "1m",
            "mend": "Start PostgreSQL or mend the way to it; the hub goes on by itself."
          },
          {
            "id": "disk-nearly-full",
            "title": "Little room is left under the database",
            "metric": "storage.free_bytes",
            "condition": { "operator": "below", "threshold": 4294967296 },
            "severity": "warning", "for": "1m", "clear_for": "5m",
            "mend": "Free disk space or shorten the retention; below the reserve events are refused."
          },
          {
            "id": "intake-closed",
            "title": "Events are refused for want of room or of a partition",
            "metric": "intake.open",
            "condition": { "operator": "below", "threshold": 1 },
            "severity": "critical", "for": "0s", "clear_for": "1m",
            "mend": "Free disk space; intake opens by itself."
          },
          {
            "id": "partitions-short",
            "title": "Partitions for the coming days are missing",
            "metric": "storage.partition_days_ahead",
            "condition": { "operator": "below", "threshold": 3 },
            "severity": "warning", "for": "1m", "clear_for": "1m",
            "mend": "They are made hourly; the log says what stops it, often a lock or missing rights."
          },
          {
            "id": "notices-stuck",
            "title": "A notice channel does not get its notices out",
            "metric": "notices.waiting_seconds",
            "condition": { "operator": "above", "threshold": 180 },
            "severity": "warning", "clear_for": "0s", "group_by": ["channel"],
            "mend": "The channel's last failure says why; other channels tell this one's trouble."
          },
          {
            "id": "delivery-failures",
            "title": "Deliveries to a subscriber fail",
            "metric": "delivery.failure_ratio",
            "condition": { "operator": "above", "threshold": 0.5 },
            "severity": "warning", "for": "1m", "clear_for": "2m", "group_by": ["subscriber"],
            "mend": "The subscriber's deliveries name the error; they are tried again by its schedule, and nothing is lost until that ends."
          },
          {
            "id": "deliveries-overdue",
            "title": "Deliveries to a subscriber are not attempted in time",
            "metric": "delivery.overdue_seconds",
            "condition": { "operator": "above", "threshold": 300 },
            "severity": "warning", "for": "1m", "clear_for": "1m", "group_by": ["subscriber"],
            "mend": "Either the subscriber answers too slowly for what comes (raise its concurrency), or no silo works on it."
          },
          {
            "id": "silo-silent",
            "title": "A silo does not report",
            "metric": "silo.reporting",
            "condition": { "operator": "below", "threshold": 1 },
            "severity": "critical", "for": "10s", "clear_for": "10s",
            "mend": "See whether its process hangs or its network is cut; the other silos take over what it held."
          }
        ]
        """;

    private static AlertRule[] Read() =>
        [.. StrictJson.Read<List<AlertRule>>(Encoding.UTF8.GetBytes(Json), AlertJson.Options).Value ?? []];
}
