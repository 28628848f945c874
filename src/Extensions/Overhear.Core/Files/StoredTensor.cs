namespace Overhear;

/// <summary>One tensor of a header while it is checked. A type or shape that could not be read is null; its fault is listed already.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">Its first byte, counted from the beginning of the data.</param>
/// <param name="End">The byte after its last.</param>
sealed record StoredTensor(string Name, StorageType? Type, IReadOnlyList<long>? Shape, long Begin, long End)
{
    /// <summary>Checks sizes and places, and gives the entries in the order of their bytes.</summary>
    /// <param name="tensors">The tensors in any order.</param>
    /// <param name="placesKnown">False where the place of some tensor is unknown: gaps say nothing then.</param>
    /// <param name="dataStart">Where the data begin in the file.</param>
    /// <param name="dataLength">How many bytes of data the file holds.</param>
    /// <param name="faults">Takes the faults.</param>
    public static IReadOnlyList<TensorEntry> Place(IEnumerable<StoredTensor> tensors, bool placesKnown, long dataStart, long dataLength, FaultList faults)
    {
        var entries = new List<TensorEntry>();
        StoredTensor? last = null;
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            var name = FaultList.Quote(tensor.Name);
            if (tensor.Begin < end)
                faults.Add($"tensor {name} begins at byte {tensor.Begin} of the data, yet {FaultList.Quote(last!.Name)} goes up to byte {end}: they overlap");
            else if (tensor.Begin > end && placesKnown)
                faults.Add($"no tensor holds bytes {end} to {tensor.Begin} of the data, before {name}; holes are not allowed");
            if (tensor.End > end) (last, end) = (tensor, tensor.End);
            if (tensor.Type is not { } type || tensor.Shape is not { } shape) continue;
            tensor.CheckSize(type, shape, faults);
            // With faults the entries are thrown away, so places may overflow here.
            entries.Add(new TensorEntry(tensor.Name, type, shape, unchecked(dataStart + tensor.Begin), tensor.End - tensor.Begin));
        }
        if (end > dataLength) faults.Add($"its tensors take {end} bytes, yet only {dataLength} follow the header: the file is cut off");
        else if (end < dataLength && placesKnown) faults.Add($"its tensors take {end} bytes, yet {dataLength} follow the header; bytes that belong to no tensor are not allowed");
        return entries.AsReadOnly();
    }

    void CheckSize(StorageType type, IReadOnlyList<long> shape, FaultList faults)
    {
        var name = FaultList.Quote(Name);
        var size = StorageTypes.ByteLength(type, shape);
        if (size is null) faults.Add($"tensor {name}: shape [{string.Join(", ", shape)}] of {type} takes more than {long.MaxValue} bytes");
        else if (size != End - Begin) faults.Add($"tensor {name}: shape [{string.Join(", ", shape)}] of {type} takes {size} bytes, yet its data_offsets [{Begin}, {End}] hold {End - Begin}");
    }
}
