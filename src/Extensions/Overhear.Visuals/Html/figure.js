(function () {
  // Draws the figures of this document that have not been drawn, as soon as plotly.js is there. Fetches nothing.
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

  function pickers(figure, plot, menus) {
    const place = figure.querySelector('.overhear-controls');
    place.textContent = '';
    for (const menu of menus) {
      const select = document.createElement('select');
      menu.buttons.forEach((button, i) => select.add(new Option(button.label, i, i === menu.active, i === menu.active)));
      select.style.cssText = 'font:inherit;background:Canvas;color:CanvasText;padding:2px 4px';
      select.onchange = () => { const button = menu.buttons[select.value]; Plotly[button.method](plot, ...button.args); };
      select.setAttribute('aria-label', menu.name);
      place.append(select);
    }
  }

  async function draw(figure) {
    const plot = figure.querySelector('.overhear-plot');
    const text = figure.querySelector('.overhear-text');
    plot.style.display = '';
    text.style.display = 'none';
    try {
      await drawInto(figure, plot);
    } catch (error) {
      plot.style.display = 'none';
      text.style.display = '';
      console.error('This figure could not be drawn.', error);
    }
  }

  async function drawInto(figure, plot) {
    const source = JSON.parse(figure.querySelector('script.overhear-data').textContent);
    const { updatemenus: menus = [], ...base } = source.layout;
    const fullHeight = base.height;
    let dark = isDark(figure);
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
    const redraw = () => Plotly.react(plot, source.data, layout(), source.config);

    pickers(figure, plot, menus);
    await Plotly.newPlot(plot, source.data, layout(), source.config);
    new ResizeObserver(() => requestAnimationFrame(() => {
      if (!plot.clientWidth || plot.clientWidth === width) return;
      width = plot.clientWidth;
      redraw();
    })).observe(plot);
    const themeMayHaveChanged = () => {
      if (!figure.isConnected) return watch.disconnect();
      if (isDark(figure) !== dark) { dark = !dark; redraw(); }
    };
    const watch = new MutationObserver(themeMayHaveChanged);
    for (const element of [document.body, document.documentElement])
      watch.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-jp-theme-light'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => requestAnimationFrame(themeMayHaveChanged));
  }

  function drawAll() {
    if (!window.Plotly) return false;
    for (const root of roots)
      for (const figure of root.querySelectorAll('.overhear-figure'))
        if (!figure.overhearDrawn && figure.querySelector('script.overhear-data')) {
          figure.overhearDrawn = true;
          draw(figure);
        }
    return true;
  }

  if (drawAll()) return;
  document.addEventListener('overhear-plotly-ready', drawAll);
  let tries = 0;
  const poll = setInterval(() => { if (drawAll() || ++tries > 60) clearInterval(poll); }, 250);
})();
