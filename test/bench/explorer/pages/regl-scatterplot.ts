import createScatterplot from 'regl-scatterplot';
import { element } from '../../../../webview/dom.ts';
import { peerPoints, peerStage, peerToggle } from './peer.ts';

/* regl-scatterplot as its README has it, in WebGL. */
const { ids, xy, concepts, names, colours, left, right, low, high } = peerPoints();
const stage = peerStage();
const canvas = element('canvas', '');
const card = element('div', 'hover-card');
card.hidden = true;
stage.append(canvas, card);
const { width, height, left: stageLeft, top: stageTop } = stage.getBoundingClientRect();
const scatterplot = createScatterplot({
  canvas,
  width,
  height,
  aspectRatio: width / height,
  pointSize: 4,
  opacity: 0.9,
  colorBy: 'category',
  pointColor: [...colours],
  backgroundColor: '#ffffff',
  // The page allows no workers.
  spatialIndexUseWorker: false,
});
const x = Float32Array.from(concepts, (_, row) => (2 * ((xy[2 * row] ?? NaN) - left)) / (right - left) - 1);
const y = Float32Array.from(concepts, (_, row) => (2 * ((xy[2 * row + 1] ?? NaN) - low)) / (high - low) - 1);
scatterplot.subscribe('pointOver', (row) => {
  card.textContent = names[concepts[row] ?? 0] ?? '';
  card.hidden = false;
});
scatterplot.subscribe('pointOut', () => {
  card.hidden = true;
});
let isHidden = false;
peerToggle(names[0] ?? '', () => {
  isHidden = !isHidden;
  const shown = Array.from(concepts.keys()).filter((row) => concepts[row] !== 0);
  void (isHidden ? scatterplot.filter(shown) : scatterplot.unfilter());
});
void scatterplot.draw({ x, y, z: concepts }).then(() => {
  globalThis.lexiclipExplorer = {
    locate: (id) => {
      const at = scatterplot.getScreenPosition(ids.indexOf(id));
      return at === undefined ? null : { x: stageLeft + at[0], y: stageTop + at[1] };
    },
  };
});
