namespace Integration.Alerts;

/// <summary>Who is in the cluster.</summary>
internal interface IClusterMembers
{
    /// <summary>The names of the silos that are members now.</summary>
    IReadOnlyList<string> Names();
}
