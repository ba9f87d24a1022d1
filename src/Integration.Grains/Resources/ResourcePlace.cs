namespace Integration.Resources;

/// <summary>What the seal of a resource's secrets is bound to, so that no row can take another's place.</summary>
internal static class ResourcePlace
{
    public static string Of(string kind, string id) => $"{kind}|{id}|1";
}
