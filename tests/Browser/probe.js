// Looks at the figures of a page for the tests: what is drawn, where a number can be pointed at, what is said of it.
window.probe = (() => {
  const figures = () => [...document.querySelectorAll('.overhear-figure')].filter(figure => figure.querySelector('script.overhear-data'));
  const source = figure => JSON.parse(figure.querySelector('script.overhear-data').textContent);
  const title = figure => figure.getAttribute('aria-label');
  const drawn = figure => { const plot = figure.querySelector('.overhear-plot'); return plot && plot._fullLayout ? plot : null; };
  const shown = element => element && element.getBoundingClientRect().height > 0;
  const numbers = trace => trace.type === 'heatmap' ? trace.z.map(row => [...row]).flat() : [...(trace.z || (trace.orientation === 'h' ? trace.x : trace.y))];
  const traces = figure => (drawn(figure) ? drawn(figure).data : source(figure).data).filter(trace => trace.hoverinfo !== 'skip');
  const seen = figure => {
    const select = figure.querySelector('.overhear-controls select');
    return !drawn(figure) && select ? [traces(figure)[select.value]] : traces(figure).filter(trace => trace.visible !== false);
  };

  function report(figure) {
    const plot = drawn(figure);
    const svg = figure.querySelector('.overhear-still-place svg');
    const all = seen(figure).flatMap(numbers);
    const known = all.filter(number => number !== null && number !== undefined);
    const box = (plot || svg).getBoundingClientRect();
    return {
      title: title(figure),
      form: plot ? 'plotly' : shown(svg) ? 'svg' : 'nothing',
      spatial: seen(figure).some(trace => trace.type.endsWith('3d')),
      both: !!plot && shown(svg),
      traces: seen(figure).length,
      finite: known.length > 0 && known.every(Number.isFinite),
      constant: new Set(known).size < 2,
      // What stands for numbers in either drawing.
      marks: plot
        ? plot.querySelectorAll('.hm image, .scatterlayer .points path, .scatterlayer .js-line, .barlayer .point path, .gl-container canvas').length
        : svg.querySelectorAll('path[class*="of-q"], path[class*="of-d"], path[class*="of-p"], path[class*="of-e"], path[class*="of-c"], path[class*="os-c"]').length,
      broken: (plot || svg).querySelectorAll('[d*="NaN"], [transform*="NaN"], [x*="NaN"], [d*="undefined"]').length,
      width: box.width,
      height: box.height,
      colour: plot ? plot._fullLayout.font.color : getComputedStyle(svg).fill,
    };
  }

  // A place in the window at which the figure has a number to say; null where only a camera could point at one.
  function place(index) {
    const found = placeNow(figures()[index]);
    if (!found) return null;
    scrollBy({ top: found[1] - innerHeight / 2, behavior: 'instant' });
    return placeNow(figures()[index]);
  }

  function placeNow(figure) {
    const plot = drawn(figure);
    const trace = seen(figure)[0];
    const size = numbers(trace).map(number => number === null ? -1 : Math.abs(number));
    const best = size.indexOf(Math.max(...size));
    const cell = trace.type === 'heatmap' && trace.z.flatMap((row, i) => row.map((value, j) => [value, i, j])).filter(([value]) => value !== null).sort((a, b) => b[0] - a[0])[0];
    if (plot) {
      if (trace.type.endsWith('3d')) return null;
      const { xaxis, yaxis } = plot._fullLayout;
      const along = (axis, value) => axis.type === 'category' ? axis.l2p(axis._categories.indexOf(value)) : axis.d2p(value);
      let [x, y] = cell ? [trace.x[cell[2]], trace.y[cell[1]]] : [trace.x[best], trace.y[best]];
      if (trace.type === 'bar') trace.orientation === 'h' ? x /= 2 : y /= 2;
      // A figure that is wider than its place scrolls there.
      plot.parentElement.scrollLeft = xaxis._offset + along(xaxis, x) - 100;
      const room = plot.querySelector('.main-svg').getBoundingClientRect();
      return [room.left + xaxis._offset + along(xaxis, x), room.top + yaxis._offset + along(yaxis, y)];
    }
    const svg = figure.querySelector('.overhear-still-place svg');
    const map = source(figure).still;
    let at;
    if (map.cells) at = [map.cells[0] + (cell[2] + 0.5) * map.cells[2], map.cells[1] + (cell[1] + 0.5) * map.cells[3]];
    else if (map.bars) {
      const [start, step, zero, one, , lying] = map.bars;
      const [along, up] = [start + (best + 0.5) * step, zero + one * numbers(trace)[best] / 2];
      at = lying ? [up, along] : [along, up];
    } else {
      const names = (source(figure).layout.xaxis || {}).categoryarray;
      const point = [names ? names.indexOf(trace.x[best]) : trace.x[best], trace.y[best], ...(trace.z ? [trace.z[best]] : [])];
      at = [map.x, map.y].map(([first, ...units]) => point.reduce((sum, number, axis) => sum + units[axis] * (number - map.origin[axis]), first));
    }
    svg.parentElement.scrollLeft = at[0] * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width - 100;
    const { x, y } = new DOMPoint(...at).matrixTransform(svg.getScreenCTM());
    return [x, y];
  }

  // The class of what is drawn at a place of the still picture.
  const classAt = (x, y) => document.elementsFromPoint(x, y).map(element => element.getAttribute('class') || '').find(name => /^o[fs]-[a-z]+\d/.test(name)) || '';

  function said(index) {
    const figure = figures()[index];
    const hint = figure.querySelector('.overhear-hint:not([hidden])');
    return hint ? hint.textContent : [...figure.querySelectorAll('.hoverlayer .hovertext')].map(text => text.textContent).join('');
  }

  const pickers = () => figures().map((figure, index) => ({ index, select: figure.querySelector('.overhear-controls select') })).filter(({ select }) => select);
  function pick(index, choice) {
    const select = figures()[index].querySelector('.overhear-controls select');
    select.value = choice;
    select.dispatchEvent(new Event('change'));
  }

  // Everything that a picker can change about a figure.
  function picture(index) {
    const figure = figures()[index];
    const plot = drawn(figure);
    return plot
      ? JSON.stringify([plot.data.filter(trace => trace.visible !== false).map(trace => trace.name), [...plot.querySelectorAll('.hm image')].map(image => image.getAttribute('href') || image.getAttribute('xlink:href'))])
      : figure.querySelector('.overhear-head').textContent + figure.querySelector('.overhear-cells').innerHTML;
  }

  return {
    figures, report, place, classAt, said, pick, picture,
    reports: () => figures().map(report),
    pickers: () => pickers().map(({ index, select }) => ({ index, name: select.getAttribute('aria-label'), value: +select.value, choices: select.options.length })),
    // Whether all that plotly.js is to draw has been drawn.
    settled: () => document.readyState === 'complete' && (!window.Plotly || figures().every(figure => { const plot = figure.querySelector('.overhear-plot'); return !plot || plot.style.display === 'none' || plot._fullLayout && plot.querySelector('.main-svg'); })),
  };
})();
