namespace Integration.Intake;

/// <summary>Looks headers up as HTTP does: without regard to case.</summary>
internal static class IncomingWebhookHeaders
{
    extension(IncomingWebhook webhook)
    {
        public string? Header(string name)
        {
            foreach (var (key, value) in webhook.Headers)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }
}
