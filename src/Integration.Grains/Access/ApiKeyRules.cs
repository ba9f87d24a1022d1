using Integration.Mapping;
using Integration.Problems;

namespace Integration.Access;

/// <summary>Checks what is asked for when an API key is made.</summary>
internal static class ApiKeyRules
{
    private const int MaxSources = 100;

    public static Problem? Check(ApiKeyDraft draft)
    {
        var errors = new FieldErrors();
        errors.When(!ResourceIds.IsValid(draft.Name), "name", ResourceIds.Rule);
        errors.When(!Enum.IsDefined(draft.Role), "role", "One of administrator, operator, viewer, sender.");
        errors.When(
            draft.Sources.Length > 0 && draft.Role != Role.Sender,
            "sources",
            "Only a sender is bound to sources."
        );
        errors.When(draft.Sources.Length > MaxSources, "sources", $"At most {MaxSources} sources.");
        errors.When(Array.Exists(draft.Sources, source => !ResourceIds.IsValid(source)), "sources", ResourceIds.Rule);
        return errors.Problem;
    }
}
