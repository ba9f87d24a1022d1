using System.Globalization;

namespace Integration.Alerts;

/// <summary>When a value is bad.</summary>
public sealed record AlertCondition
{
    /// <summary>How the value is compared.</summary>
    public required AlertOperator Operator { get; init; }

    /// <summary>What it is compared with, in the metric's unit; finite.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether the condition holds for a value; never for one that is not a number.</summary>
    public bool Holds(double value) =>
        Operator switch
        {
            AlertOperator.Above => value > Threshold,
            AlertOperator.AtLeast => value >= Threshold,
            AlertOperator.Below => value < Threshold,
            AlertOperator.AtMost => value <= Threshold,
            _ => false,
        };

    /// <summary>The condition in words, such as <c>above 0.05</c>.</summary>
    public string Describe()
    {
        var comparison = Operator switch
        {
            AlertOperator.Above => "above",
            AlertOperator.AtLeast => "at least",
            AlertOperator.Below => "below",
            _ => "at most",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{comparison} {Threshold:0.######}");
    }
}
