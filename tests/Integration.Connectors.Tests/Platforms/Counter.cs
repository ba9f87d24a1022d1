namespace Integration.Platforms;

/// <summary>Counts bytes from any thread.</summary>
internal sealed class Counter
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);
}
