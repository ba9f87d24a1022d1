namespace Integration.Sandbox.Platforms;

/// <summary>A word in the eight languages of the catalogue.</summary>
public sealed record Word(
    string Chinese,
    string English,
    string Russian,
    string Japanese,
    string Korean,
    string Vietnamese,
    string Spanish,
    string French
)
{
    /// <summary>The word in a language by its two letters; English where there is none.</summary>
    public string In(string language) =>
        language switch
        {
            "zh" => Chinese,
            "ru" => Russian,
            "ja" => Japanese,
            "ko" => Korean,
            "vi" => Vietnamese,
            "es" => Spanish,
            "fr" => French,
            _ => English,
        };
}
