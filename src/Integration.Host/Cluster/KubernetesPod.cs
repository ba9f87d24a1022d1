namespace Integration.Cluster;

/// <summary>Whether this process runs in a pod that was made for Orleans' Kubernetes hosting.</summary>
internal static class KubernetesPod
{
    /// <summary>What the pod's template must set: the hosting ends the process where one is missing.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    ["POD_NAME", "POD_NAMESPACE", "POD_IP", "ORLEANS_SERVICE_ID", "ORLEANS_CLUSTER_ID"];

    /// <summary>All of them are set, and Kubernetes says where its API is.</summary>
    public static bool IsHere(IConfiguration configuration) =>
        Variables.Append("KUBERNETES_SERVICE_HOST").All(name => !string.IsNullOrEmpty(configuration[name]));
}
