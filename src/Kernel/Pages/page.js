// Figures that came as data alone. Those that came as HTML draw themselves.
for (const figure of document.querySelectorAll('[data-plotly]')) {
  if (!window.Plotly) break;
  const place = document.createElement('div');
  const spec = JSON.parse(figure.querySelector('script').textContent);
  figure.append(place);
  Plotly.newPlot(place, spec.data, spec.layout || {}, Object.assign({ responsive: true, displaylogo: false }, spec.config))
    .then(() => figure.querySelector('.still').remove(), () => place.remove());
}
