using System.ComponentModel.DataAnnotations;
using Integration.Batching;

namespace Integration.Caching;

public sealed class CacheOptionsTests
{
    [Fact]
    public void Options_AsTheyCome_AreValid()
    {
        Faults(new PlatformCacheOptions()).Should().BeEmpty();
        Faults(new BatchOptimizerOptions()).Should().BeEmpty();
    }

    [Fact]
    public void Options_OutOfTheirRange_AreAllTold()
    {
        var options = new PlatformCacheOptions
        {
            ProductLifetime = TimeSpan.Zero,
            MemoryBytes = 1,
            MaxValueBytes = int.MaxValue,
        };
        Faults(options).Should().HaveCount(3);
        Faults(new BatchOptimizerOptions { MaxBytes = 0, WaitingLimit = TimeSpan.FromHours(1) }).Should().HaveCount(2);
    }

    private static List<ValidationResult> Faults(object options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true);
        return faults;
    }
}
