namespace Integration.Formats;

/// <summary>How a raw payload becomes <c>data</c>.</summary>
public enum PayloadShape
{
    /// <summary>Valid JSON: written as it is.</summary>
    Json,

    /// <summary>A form: written as an object of its fields.</summary>
    Form,

    /// <summary>Anything else: written as <c>{"base64":…}</c>.</summary>
    Binary,
}
