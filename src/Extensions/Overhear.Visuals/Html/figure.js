(function () {
  // Makes the figures of this document fit its theme, and draws them as soon as plotly.js is there. Fetches nothing.
  const roots = [document];
  const own = document.currentScript && document.currentScript.getRootNode();
  if (own && own !== document && own.querySelectorAll) roots.push(own);

  function isDark(figure) {
    const classes = document.body.classList;
    if (classes.contains('vscode-light') || classes.contains('vscode-high-contrast-light')) return false;
    if (classes.contains('vscode-dark') || classes.contains('vscode-high-contrast')) return true;
    // Elsewhere the page has chosen its text for its background: light text stands on dark.
    const [red, green, blue] = (getComputedStyle(figure).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
  }

  // The still picture asks what the reader's system prefers; the page may have decided otherwise.
  function colourStill(figure, dark) {
    for (const style of figure.querySelectorAll('svg.overhear-still style'))
      for (const rule of style.sheet ? style.sheet.cssRules : [])
        if (rule.media) rule.media.mediaText = dark ? 'screen' : 'not all';
    for (const ground of figure.querySelectorAll('.of-paper')) ground.style.fill = 'none';
  }

  // Where a token looks, for the head that is shown: its weights as colours behind the tokens.
  function look(figure, source) {
    const place = figure.querySelector('.overhear-look');
    if (!place) return () => {};
    const tokens = [...place.querySelectorAll('span')];
    let from = tokens.length - 1;
    let head = Math.max(0, source.data.findIndex(trace => trace.visible));
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

  function pickers(figure, plot, menus, picked) {
    const place = figure.querySelector('.overhear-controls');
    place.textContent = '';
    for (const menu of menus) {
      const select = document.createElement('select');
      menu.buttons.forEach((button, i) => select.add(new Option(button.label, i, i === menu.active, i === menu.active)));
      select.style.cssText = 'font:inherit;background:Canvas;color:CanvasText;padding:2px 4px';
      select.onchange = () => { const button = menu.buttons[select.value]; Plotly[button.method](plot, ...button.args); picked(+select.value); };
      select.setAttribute('aria-label', menu.name);
      place.append(select);
    }
  }

  const isSpatial = source => source.data.some(trace => trace.type.endsWith('3d'));
  const hasWebGL = () => { try { return !!document.createElement('canvas').getContext('webgl'); } catch { return false; } };

  function prepare(figure) {
    const source = JSON.parse(figure.querySelector('script.overhear-data').textContent);
    if (source.shared) source.data.forEach(trace => Object.assign(trace, source.shared));
    const plot = figure.querySelector('.overhear-plot');
    const still = figure.querySelector('.overhear-still-place');
    const picked = look(figure, source);
    let dark = isDark(figure);
    let redraw = () => {};
    colourStill(figure, dark);

    figure.overhearDraw = async () => {
      if (isSpatial(source) && !hasWebGL()) return;
      plot.style.display = '';
      still.style.display = 'none';
      try {
        const { updatemenus: menus = [], ...base } = source.layout;
        const fullHeight = base.height;
        let width = plot.clientWidth;
        // Plotly watches the window only; a figure in a closed part of the page has no width until that is opened.
        source.config.responsive = false;
        const layout = () => {
          const theme = dark ? source.themes.dark : source.themes.light;
          const layout = { ...structuredClone(base), template: theme.template };
          if (layout.coloraxis) layout.coloraxis.colorscale = theme.colorscale;
          if (plot.dataset.keepsShape && width) layout.height = Math.min(fullHeight, Math.max(260, width + 30));
          plot.style.height = layout.height + 'px';
          figure.style.colorScheme = dark ? 'dark' : 'light';
          return layout;
        };
        pickers(figure, plot, menus, picked);
        await Plotly.newPlot(plot, source.data, layout(), source.config);
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
        if (!figure.overhearDraw) prepare(figure);
        if (window.Plotly && !figure.overhearDrawn) {
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
