using Overhear.Benchmarks;

return CommandLine.Run(args);
