using System.Text;

namespace Integration.Platforms;

/// <summary>What a stand-in answers.</summary>
internal sealed record StandInAnswer(byte[] Body)
{
    public StandInAnswer(string body)
        : this(Encoding.UTF8.GetBytes(body)) { }

    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json;charset=UTF-8";

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>How often the body is sent after itself.</summary>
    public int Times { get; init; } = 1;

    public bool DeclaresLength { get; init; }

    /// <summary>Whether the connection is cut after the body, without an end.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether nothing is ever answered.</summary>
    public bool IsSilent { get; init; }
}
