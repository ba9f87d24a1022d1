namespace Integration.Notices;

/// <summary>How the connection to a mail server is protected.</summary>
public enum EmailSecurity
{
    /// <summary>Begins plain and must change to TLS before anything else is said (STARTTLS, usually port 587).</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte (usually port 465).</summary>
    ImplicitTls = 2,

    /// <summary>Not at all; only for a server on the same machine or network, and without a password.</summary>
    None = 3,
}
