// F# Interactive runs this when a script adds the package, after the references: results then show as tables and text twins.
Overhear.Fsi.registerPrinters fsi
