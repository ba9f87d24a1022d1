namespace Integration.Problems;

/// <summary>Gathers faults by field, so that all of them are told at once.</summary>
internal sealed class FieldErrors
{
    private const int MaxName = 200;
    private const int MaxNote = 2000;
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>All faults as one problem; null when there is none.</summary>
    public Problem? Problem =>
        _errors.Count == 0
            ? null
            : new Problem("validation", 422, "Some fields are not valid; see errors.")
            {
                Errors = _errors.ToDictionary(
                    error => error.Key,
                    error => error.Value.ToArray(),
                    StringComparer.Ordinal
                ),
            };

    public void When(bool faulty, string field, string message)
    {
        if (faulty)
        {
            Add(field, message);
        }
    }

    /// <summary>Names are for people: any script, but nothing that breaks a line or that the database cannot hold.</summary>
    public void WhenNoName(string? name) =>
        When(
            name is not null && (name.Length > MaxName || name.Any(char.IsControl)),
            "name",
            $"At most {MaxName} characters, none of them a control character."
        );

    /// <summary>Notes are names that may have lines.</summary>
    public void WhenNoNote(string? note) =>
        When(
            note is not null
                && (note.Length > MaxNote || note.Any(static c => char.IsControl(c) && c is not '\n' and not '\t')),
            "note",
            $"At most {MaxNote} characters, no control characters but line ends and tabs."
        );

    public void AddAll(IReadOnlyDictionary<string, string[]> errors)
    {
        foreach (var (field, messages) in errors)
        {
            foreach (var message in messages)
            {
                Add(field, message);
            }
        }
    }

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }
}
