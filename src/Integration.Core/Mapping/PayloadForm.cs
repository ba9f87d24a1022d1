namespace Integration.Mapping;

/// <summary>What a payload is. The numbers are stored.</summary>
public enum PayloadForm
{
    /// <summary>JSON.</summary>
    Json = 0,

    /// <summary>A form.</summary>
    Form = 1,

    /// <summary>Anything else.</summary>
    Binary = 2,
}
