namespace Integration.Writes;

/// <summary>What a request asked to place, as the audit shows it: nothing of who receives it.</summary>
/// <param name="Numbers">In the request's order.</param>
internal sealed record OrdersAsked(string[] Numbers);
