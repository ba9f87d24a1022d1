using System.IO.Hashing;
using System.Text;

namespace Integration.Hosting;

/// <summary>
/// A small number by which silos keep their roll-up rows apart. Two silos that share one by chance wait for each other's
/// rows now and then; nothing is counted wrong.
/// </summary>
/// <param name="SiloName">The silo's name.</param>
internal sealed record WriterNumber(string SiloName)
{
    private const int Writers = 64;

    public short Value { get; } = (short)(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(SiloName)) % Writers);
}
