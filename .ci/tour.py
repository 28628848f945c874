"""Checks the notebook that the tour's run wrote.

    tour.py validate NOTEBOOK                 it is valid nbformat, every code cell ran, and it holds figures
    tour.py twins NOTEBOOK TWIN               in both languages the tour draws as many figures, of the same numbers
    tour.py jupyter NOTEBOOK TOOL FOLDER      run again on the kernel that TOOL is, in FOLDER, it draws the same figures
"""
import json
import math
import os
import pathlib
import sys
import tempfile

import nbformat

FIGURE = "application/vnd.plotly.v1+json"


def figures(notebook):
    """The figures of each code cell, in order. A live kernel sends them as text that holds JSON."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            value = output.get("data", {}).get(FIGURE)
            if value is not None:
                found.append(json.loads(value) if isinstance(value, str) else json.loads(json.dumps(value)))
    return found


def difference(one, other, where="figure"):
    """The first place where two figures differ; None where they are the same. Numbers agree to float32's precision."""
    if isinstance(one, bool) or isinstance(other, bool) or not isinstance(one, (int, float)) or not isinstance(other, (int, float)):
        if type(one) is not type(other):
            return f"{where}: {type(one).__name__} and {type(other).__name__}"
    if isinstance(one, dict):
        if one.keys() != other.keys():
            return f"{where}: {sorted(one.keys() ^ other.keys())} in one only"
        return next(filter(None, (difference(one[key], other[key], f"{where}.{key}") for key in one)), None)
    if isinstance(one, list):
        if len(one) != len(other):
            return f"{where}: {len(one)} and {len(other)} items"
        return next(filter(None, (difference(a, b, f"{where}[{i}]") for i, (a, b) in enumerate(zip(one, other)))), None)
    if isinstance(one, (int, float)) and not isinstance(one, bool):
        return None if math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-6) else f"{where}: {one} and {other}"
    return None if one == other else f"{where}: {one!r} and {other!r}"


def read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def validate(path):
    notebook = read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    faults = [output for cell in code for output in cell.outputs if output.output_type == "error"]
    if faults:
        sys.exit(f"{path} holds an error: {faults[0].get('evalue')}")
    silent = [index for index, cell in enumerate(code) if not cell.get("execution_count")]
    if silent:
        sys.exit(f"{path}: code cells {silent} did not run")
    if not figures(notebook):
        sys.exit(f"{path} holds no figure")
    print(f"{path}: valid, {len(code)} code cells, {len(figures(notebook))} figures")


def twins(path, other):
    """Titles may differ in words; what is drawn may not."""
    one, two = (figures(read(each)) for each in (path, other))
    if len(one) != len(two):
        sys.exit(f"{path} holds {len(one)} figures, {other} {len(two)}")
    for index, (first, second) in enumerate(zip(one, two)):
        for key in ("x", "y", "z"):
            numbers = [[trace.get(key) for trace in figure["data"]] for figure in (first, second)]
            where = difference(*numbers, f"figure {index + 1}, {key}")
            if where:
                sys.exit(f"The two tours draw something else: {where}")
    print(f"{len(one)} figures, the same in both languages")


def jupyter(path, tool, folder):
    from nbclient import NotebookClient

    expected = figures(read(path))
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory() as specs:
        kernel = pathlib.Path(specs, "kernels", ".net-csharp")
        kernel.mkdir(parents=True)
        # Upstream's own kernelspec listens on every interface.
        argv = ["dotnet", tool, "jupyter", "--http-local-only", "--default-kernel", "csharp", "{connection_file}"]
        (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": ".NET (C#)", "language": "C#"}))
        os.environ["JUPYTER_PATH"] = specs
        NotebookClient(notebook, kernel_name=".net-csharp", timeout=180, resources={"metadata": {"path": folder}}).execute()
    drawn = figures(notebook)
    if len(drawn) != len(expected):
        sys.exit(f"{len(drawn)} figures in Jupyter, {len(expected)} by the command line")
    for index, (one, other) in enumerate(zip(expected, drawn)):
        where = difference(one, other, f"figure {index + 1}")
        if where:
            sys.exit(f"Jupyter draws something else: {where}")
    print(f"{len(drawn)} figures, the same in Jupyter")


if __name__ == "__main__":
    {"validate": validate, "twins": twins, "jupyter": jupyter}[sys.argv[1]](*sys.argv[2:])
