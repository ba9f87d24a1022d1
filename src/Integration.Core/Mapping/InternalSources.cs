namespace Integration.Mapping;

/// <summary>
/// The sources of events that the product writes by itself. Nobody else may use them: events of one source share their keys, so a
/// stranger's would be taken for repeats of ours.
/// </summary>
public static class InternalSources
{
    /// <summary>Products that were collected.</summary>
    public const string Collections = "collections";

    /// <summary>Alerts that were raised and resolved.</summary>
    public const string Alerts = "alerts";

    /// <summary>Test events that a subscriber's owner sends by hand.</summary>
    public const string Tests = "integration-test";

    /// <summary>Rows of <c>POST /api/v1/wallets</c>: the one source that others write to, under that name.</summary>
    public const string Wallets = "wallets";

    /// <summary>Whether events with this source are made by the product alone.</summary>
    public static bool IsOurs(string source) => source is Collections or Alerts or Tests;

    /// <summary>Whether no source for webhooks may have this id.</summary>
    public static bool IsReserved(string id) => IsOurs(id) || id is Wallets;
}
