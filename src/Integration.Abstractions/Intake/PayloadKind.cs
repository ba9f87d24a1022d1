namespace Integration.Intake;

/// <summary>How a raw payload becomes the <c>data</c> of an event.</summary>
public enum PayloadKind
{
    /// <summary>Valid JSON: data is the payload itself.</summary>
    Json = 0,

    /// <summary><c>application/x-www-form-urlencoded</c>: data is an object of its fields.</summary>
    Form = 1,

    /// <summary>Anything else: data is <c>{"base64":…}</c>.</summary>
    Binary = 2,
}
