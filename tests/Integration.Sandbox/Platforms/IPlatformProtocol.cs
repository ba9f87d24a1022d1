namespace Integration.Sandbox.Platforms;

/// <summary>One gateway of a platform: where things stand in a request, how it is signed, and the words of each refusal.</summary>
internal interface IPlatformProtocol
{
    /// <summary>How far a timestamp may lie from now; null: the platform says nothing, and only its form is checked.</summary>
    TimeSpan? MaxSkew { get; }

    /// <summary>Whether a request must carry a timestamp.</summary>
    bool NeedsTimestamp { get; }

    /// <summary>The name of the call; null where this gateway has no such address.</summary>
    string? NameOf(PlatformRequest request);

    /// <summary>The call of that name; null where there is none.</summary>
    CallEntry? Find(string name);

    /// <summary>The application's key; null where it is missing.</summary>
    string? ApplicationOf(PlatformRequest request);

    /// <summary>The name of a system parameter that the gateway cannot live with; null where all are as they should be.</summary>
    string? WrongSystemParameter(PlatformRequest request) => null;

    /// <summary>The signature that came with the request; null where it is missing.</summary>
    string? SignatureOf(PlatformRequest request);

    /// <summary>The signature that should have come; null where the request asks for a method that does not exist.</summary>
    string? Sign(PlatformRequest request, string secret);

    /// <summary>Whether the request carries a timestamp, readable or not.</summary>
    bool HasTimestamp(PlatformRequest request);

    /// <summary>The timestamp; null where it cannot be read.</summary>
    DateTimeOffset? TimestampOf(PlatformRequest request);

    /// <summary>The token; null where it is missing.</summary>
    string? TokenOf(PlatformRequest request);

    /// <summary>What the platform answers where a call does not get through.</summary>
    PlatformReply Refuse(CallOutcome why, RefusalDetail detail);
}
