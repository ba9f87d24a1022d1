namespace Integration.Notices;

/// <summary>How the body of a gateway's request is written, which decides how values are escaped in it.</summary>
public enum SmsBodyKind
{
    /// <summary>No body; everything stands in the address.</summary>
    None = 0,

    /// <summary><c>application/json</c>; placeholders stand inside string literals.</summary>
    Json = 1,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form = 2,

    /// <summary><c>application/xml</c>.</summary>
    Xml = 3,

    /// <summary><c>text/plain</c>; values are not escaped.</summary>
    Text = 4,
}
