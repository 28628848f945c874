// The tour as a script: a model, a sentence, and what goes on between them. In the root of a checkout, after the notebook's command:
//
//     dotnet fsi notebooks/scripts/tour.fsx [MODEL] [FOLDER]
//
// MODEL is a name or a folder (teaching unless given). Every figure is printed as text and written to FOLDER (out/tour unless given) as a
// still picture (.svg); those with something to pick or to point at also as a page of their own (.html).
// On Windows and macOS add the backend of your system: #r "nuget: TorchSharp-cpu, 0.107.0"
#r "nuget: Overhear.FSharp, 0.1.0"

open System.IO
open Overhear

let model, folder =
    match List.ofArray fsi.CommandLineArgs with
    | _ :: model :: folder :: _ -> model, folder
    | [ _; model ] -> model, Path.Combine("out", "tour")
    | _ -> "teaching", Path.Combine("out", "tour")

/// Prints a figure and writes it as a picture.
let keep (name: string) (figure: Figure) =
    figure |> Show.text |> printfn "%s\n"
    figure |> Show.save (Path.Combine(folder, $"{name}.svg"))

/// The same, and as a page.
let keepPage (name: string) (figure: Figure) =
    figure |> keep name
    figure |> Show.save (Path.Combine(folder, $"{name}.html"))

let lm = TransformerModel.Load model
printfn $"{lm}\n"

// What it reads, what it says.
let prompt = lm |> Ask.tokensOr [ 1..14 ] "When Mary and John went to the store, John gave a drink to"
printfn $"{prompt}\n"

let next = lm |> Ask.next 10 prompt
next |> Show.next "What comes next" |> keep "01-next"
printfn $"{lm |> Ask.greedy 12 prompt}\n"

// Where its heads look: first the one that looks most at the token before.
let attention = lm |> Lens.attention prompt
let previous = attention.Heads |> Seq.maxBy (fun head -> attention.MeanAttentionBack(head, 1))
attention |> Show.attentionFrom previous $"Where each head looks; first, head {previous}" |> keepPage "02-attention"

// What layers add, and what they would say.
lm |> Lens.residual prompt |> Show.additions "What each layer adds to the residual stream" |> keep "03-stream"

let answer, rival = next.Top[0], next.Top[1]
let lens = lm |> Lens.following [ answer.Id; rival.Id ] prompt
lens |> Show.lens $"Logit lens of {lm.Name}" |> keepPage "04-lens"
lens |> Show.curves "How the answer grows through the layers" |> keep "05-curves"

// Who writes the answer: shares of the logit difference, which sum to it.
let question = LogitDifference([ answer.Id ], [ rival.Id ])
let shares = lm |> Attribution.direct question (prompt.ToBatch())
shares |> Show.shares $"What speaks for “{answer.Piece}”, against “{rival.Piece}”" |> keep "06-shares"

let sum = shares.Parts(headByHead = true) |> Seq.sumBy (fun part -> part.Values.Mean)
printfn $"The shares sum to %.4f{sum} logits; the model's logit difference is %.4f{shares.Total.Mean}.\n"

let writer = shares.Heads |> Heads.ranked |> Seq.head
shares |> Show.headShares $"Which heads write the answer; most of all, head {writer}" |> keep "07-heads"
lm |> Lens.writtenByHead writer prompt |> Show.written $"What head {writer} writes at the end" |> keep "08-written"

// What is left without that head.
[ "as it is", shares.Total
  $"without head {writer}", lm |> Ablate.zeroHead writer question (prompt.ToBatch()) ]
|> Show.means $"The answer without head {writer}" "model" "logit difference (logits)"
|> keep "09-ablation"

// What kind of head each is, on random tokens that come twice.
let scores = lm |> Heads.scores 16 20 0L
scores |> Show.headScores "Heads by what they attend to" |> keep "10-scores"

// When it learned that, where checkpoints of its training lie with it.
let checkpoints = History.checkpoints model

if checkpoints.Count = 0 then
    printfn $"{lm.Name} has no checkpoints of its training with it."
else
    let best (model: TransformerModel) =
        let induction = (model |> Heads.scores 4 20 0L).Induction
        induction[induction |> Heads.ranked |> Seq.head].Mean

    [ "repeated tokens", checkpoints |> History.accuracy "repeated tokens, second round"
      "indirect objects", checkpoints |> History.accuracy "IOI, new templates"
      "highest induction score", checkpoints |> History.inspectEach best ]
    |> Show.curvesOver [ for checkpoint in checkpoints -> checkpoint.Name ] "What the model learned, and when" "checkpoint" "accuracy; of the score, attention"
    |> keep "11-training"

printfn $"The figures are in {Path.GetFullPath folder}."
