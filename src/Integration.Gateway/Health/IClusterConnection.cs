namespace Integration.Health;

/// <summary>Whether this process has reached a silo since it started; before that no grain can be called.</summary>
public interface IClusterConnection
{
    /// <summary>True from the first contact on; what is lost later is told by the calls that fail.</summary>
    bool IsOpen { get; }
}
