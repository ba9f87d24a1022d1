using Integration.Sandbox.Demo;

namespace Integration.Sandbox.Display;

/// <summary>Where the demo shows itself.</summary>
internal interface IScreen
{
    /// <summary>Where things are and what to try.</summary>
    void Begin(IReadOnlyList<(string Label, string Line)> lines);

    /// <summary>Shows one snapshot after the other, for as long as the work lasts.</summary>
    Task Show(Func<Action<DemoSnapshot>, Task> work);

    /// <summary>The end of it.</summary>
    void Summarise(DemoSnapshot last);

    /// <summary>One line.</summary>
    void Say(string line);

    /// <summary>What went wrong, on standard error.</summary>
    void Fault(string text);
}
