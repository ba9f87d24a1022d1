namespace Integration.Alerts;

/// <summary>A metric that rules can watch.</summary>
/// <param name="Name">Its name, as rules give it.</param>
/// <param name="Unit">Its unit; <c>1</c> for ratios and for yes (1) and no (0).</param>
/// <param name="Labels">The labels that its observations have.</param>
/// <param name="Meaning">What it says and when it is observed, for people.</param>
public sealed record AlertMetric(string Name, string Unit, IReadOnlyList<string> Labels, string Meaning);
