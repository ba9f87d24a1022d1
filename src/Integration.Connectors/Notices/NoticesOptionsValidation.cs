using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Integration.Notices;

/// <summary>Tells everything that is wrong with the channels at once, and repeats no value: many are secrets.</summary>
internal sealed partial class NoticesOptionsValidation : IValidateOptions<NoticesOptions>
{
    private const string Section = "Integration:Notices";

    public ValidateOptionsResult Validate(string? name, NoticesOptions options)
    {
        var faults = Found(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Found(NoticesOptions options)
    {
        if (options.Channels.Count > NoticesOptions.MaxChannels)
            yield return $"{Section}:Channels may have at most {NoticesOptions.MaxChannels} channels.";
        foreach (var fault in NoticeOptionsFaults.Of(options.Dispatch))
            yield return $"{Section}:Dispatch: {fault}";
        foreach (var (channel, settings) in options.Channels)
        {
            var place = $"{Section}:Channels:{channel}";
            if (!Name().IsMatch(channel) || channel == NoticesOptions.EventsName)
                yield return $"{place}: a name must match ^[a-z0-9][a-z0-9._-]{{0,62}}$ and must not be {NoticesOptions.EventsName}.";
            if (!Enum.IsDefined(settings.MinSeverity))
                yield return $"{place}: MinSeverity must be Info, Warning or Critical.";
            var given = settings.Given();
            if (given.Count != 1)
                yield return $"{place} must have exactly one of Email, DingTalk, Feishu, WeCom and Sms.";
            foreach (var (way, its) in given)
            {
                foreach (var fault in NoticeOptionsFaults.Of(its))
                    yield return $"{place}:{way}: {fault}";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,62}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
