using System.Text.Json;

namespace Overhear;

/// <summary>Saves results to files and loads them again, exactly: <c>scores.Save("scores.json")</c>, <c>ResultFile.Load&lt;HeadScoresResult&gt;("scores.json")</c>.</summary>
/// <remarks>
/// The ending says the form. <c>.json</c> holds everything in one readable object, numbers as nested arrays. <c>.csv</c> is for pandas, R
/// and spreadsheets: one row a number, in the columns <c>metric</c>, one for each axis (layer, head, prompt, …), <c>value</c> and, where
/// there are texts, <c>text</c>; what is no number stands before them in lines that begin with <c>#</c>, and a text that a spreadsheet
/// would take for a formula has an apostrophe in front (<c>pandas.read_csv(path, comment="#", float_precision="round_trip")</c> reads the
/// very same numbers). <c>.safetensors</c> holds numbers as float64 and int64 tensors of the axes' sizes, under TransformerLens' names
/// where what they belong to has one (<c>blocks.3.attn.hook_pattern</c>) and a plain one elsewhere (<c>heads</c> [layer, head, prompt]),
/// and everything else as JSON in its notes <c>record</c> and <c>result</c>. Each form gives back the same result, number for number and
/// text for text; only the sign and payload of a NaN are kept by <c>.safetensors</c> alone. A number takes 8 bytes there, about 20 in JSON,
/// about 40 in CSV.
/// </remarks>
public static class ResultFile
{
    const long MostTextBytes = 512L << 20;

    /// <summary>Writes a result to a file: whole or not at all. A file that is there is replaced, and the folder made if it is not there.</summary>
    /// <param name="result">The result.</param>
    /// <param name="filePath">The file, whose ending says the form: <c>.json</c>, <c>.csv</c> or <c>.safetensors</c>.</param>
    /// <exception cref="ArgumentException">The ending is none of these, or the result was put together of parts that do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">JSON or CSV would take more than 512 MB, which is not read again.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this IResult result, string filePath)
    {
        ArgumentNullException.ThrowIfNull(result);
        var form = FormOf(filePath);
        var content = ResultContent.Of(result);
        if (form == ".safetensors") ResultTensors.Writer(content).Save(filePath);
        else AtomicFile.Write(filePath, stream =>
        {
            if (form == ".csv") ResultCsv.Write(stream, content);
            else WriteJson(stream, content);
            RequireRoom(stream.Length);
        });
    }

    /// <summary>Loads a result that was saved. Nothing that the file holds is run, and no type is made because a file names it.</summary>
    /// <typeparam name="T">The kind of result.</typeparam>
    /// <param name="filePath">The file, whose ending says the form: <c>.json</c>, <c>.csv</c> or <c>.safetensors</c>.</param>
    /// <exception cref="ArgumentException">The ending is none of these.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file holds no such result: another kind, something else, a part of one, or of a newer version; the message lists what is wrong.</exception>
    public static T Load<T>(string filePath) where T : class, IResult<T>
    {
        var (form, kind, faults) = (FormOf(filePath), typeof(T).Name, new FaultList());
        if (Directory.Exists(filePath) || !File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        var content = form switch
        {
            ".json" => ResultJson.Read(filePath, CheckedJson.Open(filePath, faults, MostTextBytes), kind, _ => true, faults),
            ".csv" => ReadCsv(filePath, kind, faults),
            _ => ResultTensors.Read(filePath, kind, faults),
        };
        var problem = $"holds no valid {kind}";
        faults.ThrowIfAny(filePath, problem);
        foreach (var fault in content.Problems()) faults.Add(fault);
        faults.ThrowIfAny(filePath, problem);
        var result = Make<T>(new ResultReader(content, faults), faults);
        return result is not null && faults.Count == 0 ? result : throw faults.ToException(filePath, problem);
    }

    /// <summary>Throws where a text has become larger than one that is read again.</summary>
    internal static void RequireRoom(long bytes)
    {
        if (bytes > MostTextBytes) throw new InvalidOperationException($"As text this result takes more than {MostTextBytes} bytes, which is the most that is read again. Save it as .safetensors.");
    }

    static T? Make<T>(ResultReader reader, FaultList faults) where T : class, IResult<T>
    {
        try
        {
            var result = T.Read(reader);
            reader.RequireNothingElse();
            return result;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException or KeyNotFoundException)
        {
            if (faults.Count == 0) faults.Add(e.Message.TrimEnd('.'));
            return null;
        }
    }

    static ResultContent ReadCsv(string filePath, string kind, FaultList faults)
    {
        using var stream = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        if (stream.Length > MostTextBytes) throw new InvalidFileException(filePath, "is not read", [$"it holds {stream.Length} bytes; at most {MostTextBytes} are allowed"]);
        return ResultCsv.Read(filePath, stream, kind, faults);
    }

    static void WriteJson(Stream stream, ResultContent content)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JsonFile.Strict.Encoder })) ResultJson.Write(json, content, _ => true);
        stream.WriteByte((byte)'\n');
    }

    static string FormOf(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        return Path.GetExtension(filePath).ToLowerInvariant() is var form && form is ".json" or ".csv" or ".safetensors"
            ? form
            : throw new ArgumentException($"{filePath} ends with neither .json, .csv nor .safetensors, which say how a result is written. Give it one of these endings.", nameof(filePath));
    }
}
