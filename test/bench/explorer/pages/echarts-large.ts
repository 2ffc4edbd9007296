import { ScatterChart } from 'echarts/charts';
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { peerPoints, peerStage, peerToggle } from './peer.ts';

use([
  ScatterChart,
  GridComponent,
  DataZoomInsideComponent,
  TooltipComponent,
  LegendComponent,
  CanvasRenderer,
]);

/* A plain scatter of ECharts' in its `large` mode, one series to a concept. */
const { ids, xy, concepts, names, colours, left, right, low, high } = peerPoints();
const stage = peerStage();
const chart = init(stage, undefined, { renderer: 'canvas' });
const counts = new Uint32Array(names.length);
for (const concept of concepts) counts[concept] = (counts[concept] ?? 0) + 1;
const columns = Array.from(counts, (count) => new Float32Array(2 * count));
const filled = new Uint32Array(names.length);
concepts.forEach((concept, row) => {
  const at = filled[concept] ?? 0;
  columns[concept]?.set(xy.subarray(2 * row, 2 * row + 2), at);
  filled[concept] = at + 2;
});
const zoom = { type: 'inside', filterMode: 'none', throttle: 0 } as const;
chart.setOption({
  animation: false,
  grid: { left: 42, right: 42, top: 42, bottom: 42 },
  xAxis: { type: 'value', min: left, max: right, show: false },
  yAxis: { type: 'value', min: low, max: high, show: false },
  dataZoom: [
    { ...zoom, xAxisIndex: 0 },
    { ...zoom, yAxisIndex: 0 },
  ],
  legend: { show: false },
  tooltip: { className: 'hover-card', formatter: '{a}', transitionDuration: 0, showDelay: 0 },
  series: names.map((name, concept) => ({
    type: 'scatter',
    name,
    data: columns[concept],
    dimensions: ['x', 'y'],
    large: true,
    largeThreshold: 0,
    progressive: 0,
    symbolSize: 4,
    itemStyle: { color: colours[concept] },
  })),
});
peerToggle(names[0] ?? '', () => chart.dispatchAction({ type: 'legendToggleSelect', name: names[0] }));
globalThis.lexiclipExplorer = {
  locate: (id) => {
    const row = ids.indexOf(id);
    const [x = 0, y = 0] = chart.convertToPixel('grid', [xy[2 * row] ?? NaN, xy[2 * row + 1] ?? NaN]);
    const area = stage.getBoundingClientRect();
    return { x: area.left + x, y: area.top + y };
  },
};
