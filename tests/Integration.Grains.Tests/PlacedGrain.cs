using System.Runtime.CompilerServices;
using NSubstitute;

namespace Integration;

/// <summary>Grains that a test makes itself: they know their key, and no silo.</summary>
internal static class PlacedGrain
{
    /// <summary>Gives a grain its key, and the other grains that it calls.</summary>
    public static T At<T>(this T grain, string key, IGrainFactory? grains = null)
        where T : Grain
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("test", key));
        ContextOf(grain) = context;
        var runtime = Substitute.For<IGrainRuntime>();
        runtime.GrainFactory.Returns(grains ?? Substitute.For<IGrainFactory>());
        RuntimeOf(grain) = runtime;
        return grain;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<GrainContext>k__BackingField")]
    private static extern ref IGrainContext ContextOf(Grain grain);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
    private static extern ref IGrainRuntime RuntimeOf(Grain grain);
}
