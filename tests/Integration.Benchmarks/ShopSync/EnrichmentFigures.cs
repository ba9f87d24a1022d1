namespace Integration.Benchmarks.ShopSync;

/// <summary>What came of an enrichment with a kill in its middle.</summary>
internal sealed record EnrichmentFigures
{
    /// <summary>While a host ran and more than the last tasks were open.</summary>
    public required RateUse Busy { get; init; }

    /// <summary>From the first call to the last task, with the kill and what it costs.</summary>
    public required RateUse Whole { get; init; }

    /// <summary>From the kill to the first call of the next process.</summary>
    public required TimeSpan Away { get; init; }

    /// <summary>Tasks that ended well.</summary>
    public required long Completed { get; init; }

    /// <summary>Tasks that ended as failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Orders that the platform answered at least once.</summary>
    public required int Answered { get; init; }

    /// <summary>Orders that it answered more than once.</summary>
    public required int AnsweredAgain { get; init; }

    /// <summary>The most answers of one order.</summary>
    public required long MostAnswers { get; init; }

    /// <summary>Events of assigned packages.</summary>
    public required long Events { get; init; }

    /// <summary>Orders that they are about.</summary>
    public required long EventOrders { get; init; }

    /// <summary>Calls that met a passing failure.</summary>
    public required long Faults { get; init; }

    /// <summary>Calls above the permitted rate.</summary>
    public required long Excess { get; init; }
}
