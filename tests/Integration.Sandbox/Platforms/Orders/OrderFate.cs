namespace Integration.Sandbox.Platforms.Orders;

/// <summary>What happens to the orders of a shop.</summary>
internal enum OrderFate
{
    /// <summary>One is placed.</summary>
    Appears,

    /// <summary>One goes a step further.</summary>
    Changes,

    /// <summary>One is taken away.</summary>
    Disappears,
}
