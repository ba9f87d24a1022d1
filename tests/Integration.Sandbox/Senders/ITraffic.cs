namespace Integration.Sandbox.Senders;

/// <summary>What a system outside has to tell, one request after the other.</summary>
internal interface ITraffic
{
    /// <summary>The system's name, the id of its source.</summary>
    string Name { get; }

    /// <summary>How it signs, for people.</summary>
    string Scheme { get; }

    /// <summary>The request of that number.</summary>
    SendJob Next(long number);
}
