using System.Runtime.CompilerServices;
using NSubstitute;

namespace Integration;

/// <summary>Grains that a test makes itself: they know their key, and no silo.</summary>
internal static class PlacedGrain
{
    /// <summary>Gives a grain its key.</summary>
    public static T At<T>(this T grain, string key)
        where T : Grain
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("test", key));
        ContextOf(grain) = context;
        return grain;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<GrainContext>k__BackingField")]
    private static extern ref IGrainContext ContextOf(Grain grain);
}
