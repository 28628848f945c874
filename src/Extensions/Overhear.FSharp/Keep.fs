namespace Overhear

/// Results and runs as files. What is kept comes last; ResultFile.Load and SavedRun.Open read it again.
[<RequireQualifiedAccess>]
module Keep =
    /// Writes a result as .json, .csv or .safetensors, as the file's name ends.
    let result (filePath: string) (result: IResult) = ResultFile.Save(result, filePath)

    /// Writes what a run computed and kept as .safetensors; to be called where the run is read.
    let run (filePath: string) (run: Run) = ActivationFile.Save(run, filePath)
