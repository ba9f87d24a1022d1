namespace Integration.Sandbox.Demo;

/// <summary>What a user is shown first: where things are, and lines that work when pasted.</summary>
internal static class Invitation
{
    public static IReadOnlyList<(string Label, string Line)> Lines(DemoOptions options, DemoSecrets secrets)
    {
        var hub = options.Urls.Base.ToString().TrimEnd('/');
        var key = $"-H \"Authorization: Bearer $(cat {Quoted(options.KeyFile)})\"";
        return
        [
            ("API", $"{hub}/api/v1   docs {hub}/docs   metrics {hub}/metrics"),
            ("files", $"administrator's key {options.KeyFile}   log {options.LogFile}"),
            ("", ""),
            ("try", "figures of the last hour, what failed and why, an event of your own, a signed webhook:"),
            ("", $"curl -s {key} '{hub}/api/v1/stats?range=1h'"),
            ("", $"curl -s {key} '{hub}/api/v1/deliveries?subscriber=demo-old-shop&status=failed&limit=3'"),
            (
                "",
                $"curl -s {key} -H 'Content-Type: application/json' "
                    + "-d '{\"type\":\"order.created\",\"data\":{\"order_no\":\"PO-1\"}}' "
                    + $"{hub}/api/v1/events"
            ),
            (
                "",
                "B='{\"ref\":\"refs/heads/main\"}'; curl -s -H 'Content-Type: application/json' -H 'X-GitHub-Event: push' "
                    + "-H \"X-Hub-Signature-256: sha256=$(printf %s \"$B\" | openssl dgst -sha256 -hmac "
                    + $"{secrets.OfSource(DemoPlan.SourceToTry, DemoPlan.SchemeToTry)} -r | cut -d' ' -f1)\" -d \"$B\" {hub}/in/{DemoPlan.SourceToTry}"
            ),
            ("", ""),
        ];
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
