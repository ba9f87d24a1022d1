namespace Integration.Sync;

/// <summary>What a new version of a record is about.</summary>
internal enum RecordEvent
{
    /// <summary>It is new, or there again after it counted as deleted.</summary>
    Created,

    /// <summary>Something of it is new.</summary>
    Updated,

    /// <summary>Its status is new, and perhaps more of it.</summary>
    StatusChanged,

    /// <summary>It has packages that it had not, and nothing else is new.</summary>
    PackageAssigned,

    /// <summary>It counts as deleted.</summary>
    Deleted,
}
