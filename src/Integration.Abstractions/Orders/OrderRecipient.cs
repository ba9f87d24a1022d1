namespace Integration.Orders;

/// <summary>Who receives an order that is to be placed, and where. Personal data: it goes to the platform and is kept nowhere here.</summary>
public sealed record OrderRecipient
{
    /// <summary>A person's or a company's name, to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>A mobile number, to 40 characters; this or <see cref="Phone"/> must be there.</summary>
    public string? Mobile { get; init; }

    /// <summary>A number of a fixed line, to 40 characters.</summary>
    public string? Phone { get; init; }

    /// <summary>Province or state, to 200 characters.</summary>
    public required string Province { get; init; }

    /// <summary>City, to 200 characters.</summary>
    public required string City { get; init; }

    /// <summary>District or county, to 200 characters.</summary>
    public string? District { get; init; }

    /// <summary>Town or street office, to 200 characters.</summary>
    public string? Town { get; init; }

    /// <summary>Street, house and door, to 500 characters.</summary>
    public required string Street { get; init; }

    /// <summary>Postal code, to 20 characters.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => "a recipient";
}
