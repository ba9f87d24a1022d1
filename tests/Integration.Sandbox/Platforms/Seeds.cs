namespace Integration.Sandbox.Platforms;

/// <summary>Numbers that look random and follow from their parts alone (SplitMix64, FNV-1a).</summary>
internal static class Seeds
{
    /// <summary>A number for a text.</summary>
    public static long Of(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1_099_511_628_211UL;
        }

        return unchecked((long)hash);
    }

    /// <summary>64 bits that follow from the parts.</summary>
    public static ulong Mix(long first, long second, long third = 0)
    {
        unchecked
        {
            return Step(Step(Step((ulong)first) ^ (ulong)second) ^ (ulong)third);
        }
    }

    /// <summary>A number of at least 0 and less than 1 that follows from the parts.</summary>
    public static double Share(long first, long second, long third = 0) =>
        (Mix(first, second, third) >> 11) / (double)(1UL << 53);

    private static ulong Step(ulong value)
    {
        unchecked
        {
            value += 0x9E37_79B9_7F4A_7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return value ^ (value >> 31);
        }
    }
}
