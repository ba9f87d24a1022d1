namespace Integration.Databases;

/// <summary>A part of a plan that reads a table.</summary>
/// <param name="Type">How, in PostgreSQL's words.</param>
/// <param name="Relation">The table; empty where the part reads none.</param>
/// <param name="Rows">Rows that it handed on and that it threw away.</param>
internal sealed record PlanNode(string Type, string Relation, double Rows)
{
    public bool IsScan => Type.StartsWith("Seq", StringComparison.Ordinal);
}
