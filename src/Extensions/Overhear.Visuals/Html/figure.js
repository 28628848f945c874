(function () {
  // Makes the figures of this document fit its theme, says what the pointer is on, and draws them as soon as plotly.js is there. Fetches nothing.
  const roots = [document];
  const own = document.currentScript && document.currentScript.getRootNode();
  if (own && own !== document && own.querySelectorAll) roots.push(own);

  function isDark(figure) {
    const classes = document.body.classList;
    if (classes.contains('vscode-light') || classes.contains('vscode-high-contrast-light')) return false;
    if (classes.contains('vscode-dark') || classes.contains('vscode-high-contrast')) return true;
    // Elsewhere the page has chosen its text for its background: light text stands on dark. The figure itself may have been told otherwise below.
    const [red, green, blue] = (getComputedStyle(figure.parentElement || figure).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
  }

  // The still picture asks what the reader's system prefers; the page may have decided otherwise.
  function colourStill(figure, dark) {
    figure.style.colorScheme = dark ? 'dark' : 'light';
    for (const style of figure.querySelectorAll('svg.overhear-still style'))
      for (const rule of style.sheet ? style.sheet.cssRules : [])
        if (rule.media) rule.media.mediaText = dark ? 'screen' : 'not all';
    for (const ground of figure.querySelectorAll('.of-paper')) ground.style.fill = 'none';
  }

  // Where a token looks, for the head that is shown: its weights as colours behind the tokens.
  function look(figure, source, head) {
    const place = figure.querySelector('.overhear-look');
    if (!place) return () => {};
    const tokens = [...place.querySelectorAll('span')];
    let from = tokens.length - 1;
    const show = () => {
      const weights = source.data[head].z[from];
      tokens.forEach((token, i) => {
        const weight = weights[i] || 0;
        token.style.background = `rgba(40,125,205,${(weight * 0.75).toFixed(3)})`;
        token.style.outline = i === from ? '2px solid currentColor' : '';
        token.title = `attention: ${weight}`;
      });
    };
    tokens.forEach((token, i) => {
      token.tabIndex = 0;
      token.onmouseenter = token.onfocus = () => { from = i; show(); };
    });
    place.hidden = false;
    show();
    return chosen => { head = chosen; show(); };
  }

  function picker(figure, menu, choose) {
    const place = figure.querySelector('.overhear-controls');
    const select = document.createElement('select');
    menu.labels.forEach((label, i) => select.add(new Option(label, i, i === menu.active, i === menu.active)));
    select.style.cssText = 'font:inherit;background:Canvas;color:CanvasText;padding:2px 4px;margin:.2em 0';
    select.setAttribute('aria-label', menu.name);
    select.onchange = () => choose(+select.value);
    place.replaceChildren(select);
    return chosen => { select.value = chosen; };
  }

  // What plotly.js would say of a point, in plain text.
  const entities = { lt: '<', gt: '>', amp: '&' };
  const plain = text => text.replace(/<extra>.*/, '').replace(/<br>/g, '\n').replace(/&(?:#(\d+)|(lt|gt|amp));/g, (_, code, name) => code ? String.fromCodePoint(code) : entities[name]);
  function written(value, form) {
    if (typeof value !== 'number') return String(value);
    const [, digits, kind] = /\.(\d+)~?([fg])/.exec(form) || [0, 6, 'g'];
    const size = Math.abs(value);
    const text = kind === 'f' ? String(Number(value.toFixed(digits)))
      : size && (size < 1e-4 || size >= 1e9) ? value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e') : String(Number(value.toPrecision(digits)));
    return text.replace(/-/g, '\u2212');
  }
  const said = (template, values) => plain(template.replace(/%\{([\w.]+)(?::([^}]*))?\}/g, (_, name, form) => written(values[name], form)));

  // Each kind of still picture: what lies at a place, what comes next from there, its outline and its words.
  const missing = value => value === null || value === undefined;
  const kinds = {
    cells({ cells: [left, top, width, height] }, trace) {
      const value = (row, column) => (trace().z[row] || [])[column];
      const known = (row, column) => missing(value(row, column)) ? null : [row, column];
      return {
        first: () => trace().z.flatMap((row, i) => row.map((_, j) => known(i, j))).find(Boolean),
        at: (x, y) => known(Math.floor((y - top) / height), Math.floor((x - left) / width)),
        next: ([row, column], right, down) => known(row + down, column + right),
        outline: ([row, column]) => `M${left + column * width} ${top + row * height}h${width}v${height}h${-width}z`,
        words: ([row, column]) => {
          const { x, y, customdata, name, hovertemplate } = trace();
          return said(hovertemplate, { x: x[column], y: y[row], z: value(row, column), customdata: customdata && customdata[row][column], 'fullData.name': name });
        },
      };
    },
    x({ origin, x: across, y: up }, _, source) {
      const names = (source.layout.xaxis || {}).categoryarray;
      const all = [];
      for (const trace of source.data)
        if (trace.hoverinfo !== 'skip')
          trace.x.forEach((value, i) => {
            const at = [names ? names.indexOf(value) : value, trace.y[i], ...(trace.z ? [trace.z[i]] : [])];
            if (at.some(missing)) return;
            const place = ([start, ...units]) => at.reduce((sum, number, axis) => sum + units[axis] * (number - origin[axis]), start);
            all.push({ trace, i, x: place(across), y: place(up) });
          });
      return {
        first: () => all[0],
        at: (x, y) => {
          const distance = point => Math.hypot(point.x - x, point.y - y);
          const nearest = all.reduce((best, point) => distance(point) < distance(best) ? point : best, all[0]);
          return nearest && distance(nearest) < 24 ? nearest : null;
        },
        next: (point, right, down) => all[all.indexOf(point) + right + down],
        outline: ({ x, y }) => `M${x - 7} ${y}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z`,
        words: ({ trace, i }) => said(trace.hovertemplate, { x: trace.x[i], y: trace.y[i], z: (trace.z || [])[i], customdata: (trace.customdata || [])[i] }),
      };
    },
    bars({ bars: [start, step, zero, one, thickness, lying] }, trace) {
      const values = () => lying ? trace().x : trace().y;
      const known = i => missing(values()[i]) ? null : { i };
      return {
        first: () => values().map((_, i) => known(i)).find(Boolean),
        at: (x, y) => known(Math.floor(((lying ? y : x) - start) / step)),
        next: ({ i }, right, down) => known(i + right + down),
        outline: ({ i }) => {
          const [side, end] = [start + i * step + (step - thickness) / 2, one * values()[i]];
          return lying ? `M${zero} ${side}h${end}v${thickness}h${-end}z` : `M${side} ${zero}v${end}h${thickness}v${-end}z`;
        },
        words: ({ i }) => {
          const { x, y, customdata, error_x: left, error_y: up, hovertemplate } = trace();
          return said(hovertemplate, { x: x[i], y: y[i], customdata: customdata[i], 'error_x.array': left && left.array && left.array[i], 'error_y.array': up && up.array && up.array[i] });
        },
      };
    },
  };

  // Says what the pointer is on, or what the arrow keys have come to, where the still picture stands.
  function point(figure, still, source, trace, small) {
    const svg = still.querySelector('svg');
    const kind = Object.keys(kinds).find(name => source.still[name]);
    const marks = kinds[kind](source.still, trace, source);
    const frame = document.createElementNS(svg.namespaceURI, 'path');
    for (const [name, value] of Object.entries({ fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'pointer-events': 'none' })) frame.setAttribute(name, value);
    const hint = document.createElement('div');
    hint.className = 'overhear-hint';
    hint.setAttribute('role', 'status');
    hint.hidden = true;
    hint.style.cssText = 'position:absolute;z-index:9;pointer-events:none;width:max-content;max-width:min(24em,90%);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;'
      + 'padding:.3em .6em;border:1px solid GrayText;border-radius:4px;background:Canvas;color:CanvasText;font:12px/1.4 system-ui,sans-serif';
    figure.style.position = 'relative';
    figure.append(hint);
    let now = null;

    const there = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const hide = () => { now = null; hint.hidden = true; frame.remove(); };
    const show = (mark, x, y) => {
      if (!mark) return hide();
      now = mark;
      svg.append(frame);
      frame.setAttribute('d', marks.outline(mark));
      say(marks.words(mark), x, y);
    };
    const say = (words, x, y) => {
      if (hint.textContent !== words) hint.textContent = words;
      hint.hidden = false;
      const room = figure.getBoundingClientRect();
      const [width, height] = [hint.offsetWidth, hint.offsetHeight];
      const besides = (at, size, end) => Math.max(0, at + 14 + size <= end ? at + 14 : at - 14 - size);
      hint.style.left = Math.min(besides(x - room.left, width, room.width), Math.max(0, room.width - width)) + 'px';
      hint.style.top = besides(y - room.top, height, room.height) + 'px';
    };
    still.style.outlineOffset = '-2px';
    still.setAttribute('role', 'group');
    still.setAttribute('aria-label', 'picture; the arrow keys say its numbers');
    svg.onpointermove = svg.onpointerdown = event => {
      const { x, y } = there(event);
      show(marks.at(x, y), event.clientX, event.clientY);
      const index = small.at(x, y);
      svg.style.cursor = index < 0 ? '' : 'pointer';
      if (index >= 0) say(`${source.picker.labels[index]}: press it to see it large`, event.clientX, event.clientY);
    };
    svg.onpointerleave = event => { if (event.pointerType === 'mouse') hide(); };
    svg.onclick = event => { const { x, y } = there(event); small.choose(small.at(x, y)); };
    still.onblur = hide;
    still.onkeydown = event => {
      if (event.key === 'Escape') return hide();
      const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [0, 0];
      if (!right && !down) return;
      event.preventDefault();
      event.stopPropagation(); // a notebook's own keys
      show(now ? marks.next(now, right, down) || now : marks.first(), 0, 0);
      if (!now) return;
      frame.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = frame.getBoundingClientRect();
      show(now, box.right, box.bottom);
    };
    return hide;
  }

  // The still picture of one head's pattern becomes that of another, in the colours of its key.
  function redrawStill(svg, { data, still }, head) {
    const [[left, top, side], [steps]] = [still.cells, still.steps];
    const size = side < 8 ? side : side - 1;
    const paths = {};
    data[head].z.forEach((row, i) => row.forEach((weight, j) => {
      const step = Math.round(Math.min(1, Math.max(0, weight)) * steps);
      paths[step] = (paths[step] || '') + `M${left + j * side} ${top + i * side}h${size}v${size}h${-size}z`;
    }));
    svg.querySelector('.overhear-cells').replaceChildren(...Object.entries(paths).map(([step, path]) => {
      const cells = svg.querySelector('.of-q' + step).cloneNode();
      cells.setAttribute('d', path);
      return cells;
    }));
    svg.querySelector('.overhear-head text').textContent = 'head ' + data[head].name;
    const chosen = svg.querySelector('.overhear-chosen path');
    if (!chosen || !still.small) return;
    const [x, y, small, across, down, perRow, count] = still.small;
    chosen.setAttribute('d', `M${x + head % perRow * across - 0.5} ${y + Math.floor(head / perRow) * down - 0.5}h${small + 1}v${small + 1}h${-small - 1}z`);
    chosen.style.display = head < count ? '' : 'none';
  }

  // Which of the small patterns a place is on, its name above it included.
  function smallAt([left, top, side, across, down, perRow, count], x, y) {
    const [column, row] = [Math.floor((x - left) / across), Math.floor((y - top + 16) / down)];
    const index = row * perRow + column;
    return column >= 0 && column < perRow && row >= 0 && index < count && x - left - column * across <= side ? index : -1;
  }

  const isSpatial = source => source.data.some(trace => trace.type.endsWith('3d'));
  const hasWebGL = () => { try { return !!document.createElement('canvas').getContext('webgl'); } catch { return false; } };

  function prepare(figure) {
    const source = JSON.parse(figure.querySelector('script.overhear-data').textContent);
    if (source.shared) source.data.forEach(trace => Object.assign(trace, source.shared));
    const plot = figure.querySelector('.overhear-plot');
    const still = figure.querySelector('.overhear-still-place');
    const svg = still.querySelector('svg');
    let chosen = source.picker ? source.picker.active : 0;
    let dark = isDark(figure);
    let drawn = false;
    let redraw = () => {};
    const looked = look(figure, source, chosen);
    const choose = index => {
      chosen = index;
      picked(index);
      looked(index);
      source.data.forEach((trace, i) => { trace.visible = i === index; });
      if (drawn) redraw();
      if (source.still) { hide(); redrawStill(svg, source, index); }
    };
    const picked = source.picker ? picker(figure, source.picker, choose) : () => {};
    const hide = source.still ? point(figure, still, source, () => source.data[chosen], {
      at: (x, y) => source.still.small ? smallAt(source.still.small, x, y) : -1,
      choose: index => { if (index >= 0) choose(index); },
    }) : () => {};
    colourStill(figure, dark);

    figure.overhearDraw = async () => {
      if (isSpatial(source) && !hasWebGL()) return;
      plot.style.display = '';
      plot.parentElement.tabIndex = 0;
      hide();
      still.style.display = 'none';
      try {
        const fullHeight = source.layout.height;
        let width = plot.clientWidth;
        // Plotly watches the window only; a figure in a closed part of the page has no width until that is opened.
        source.config.responsive = false;
        const layout = () => {
          const theme = dark ? source.themes.dark : source.themes.light;
          const layout = { ...structuredClone(source.layout), template: theme.template };
          if (layout.coloraxis) layout.coloraxis.colorscale = theme.colorscale;
          if (plot.dataset.keepsShape && width) layout.height = Math.min(fullHeight, Math.max(260, width + 30));
          plot.style.height = layout.height + 'px';
          return layout;
        };
        await Plotly.newPlot(plot, source.data, layout(), source.config);
        drawn = true;
        redraw = () => Plotly.react(plot, source.data, layout(), source.config);
        new ResizeObserver(() => requestAnimationFrame(() => {
          if (!plot.clientWidth || plot.clientWidth === width) return;
          width = plot.clientWidth;
          redraw();
        })).observe(plot);
      } catch (error) {
        plot.style.display = 'none';
        still.style.display = '';
        console.error('This figure could not be drawn.', error);
      }
    };

    const themeMayHaveChanged = () => {
      if (!figure.isConnected) return watch.disconnect();
      if (isDark(figure) === dark) return;
      dark = !dark;
      colourStill(figure, dark);
      redraw();
    };
    const watch = new MutationObserver(themeMayHaveChanged);
    for (const element of [document.body, document.documentElement])
      watch.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-jp-theme-light'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => requestAnimationFrame(themeMayHaveChanged));
  }

  function drawAll() {
    for (const root of roots)
      for (const figure of root.querySelectorAll('.overhear-figure')) {
        if (!figure.querySelector('script.overhear-data')) continue;
        if (!figure.overhearReady) {
          figure.overhearReady = true;
          prepare(figure);
        }
        // A page may have been written without what plotly.js needs.
        if (window.Plotly && !figure.overhearDrawn && figure.querySelector('.overhear-plot')) {
          figure.overhearDrawn = true;
          figure.overhearDraw();
        }
      }
    return !!window.Plotly;
  }

  if (drawAll()) return;
  document.addEventListener('overhear-plotly-ready', drawAll);
  let tries = 0;
  const poll = setInterval(() => { if (drawAll() || ++tries > 60) clearInterval(poll); }, 250);
})();
